internal import Base
internal import Cryptography
internal import HTTPMessage
internal import PolicyEngine
internal import S3Service
internal import ServiceKit
internal import ServiceModel
internal import Signature

/// Who sent a request to S3.
struct S3Client: S3Caller {
    let caller: Caller
    let node: Node
    let head: RequestHead
    let now: Timestamp
    let signed: SignedRequest?
    let key: SigningKey?

    var account: AccountID? { signed == nil ? nil : caller.account }
    var isRoot: Bool { caller.isRoot }
    var arn: String { caller.arn }
    var region: String { signed?.scope.region ?? "us-east-1" }

    var payload: S3Payload {
        guard let signed, let key else { return .unsigned }
        switch signed.payload {
        case .digest(let digest): return .sha256(digest.bytes)
        case .body, .unsigned: return .unsigned
        case .chunked(let form):
            let length = head.value("x-amz-decoded-content-length").flatMap { Int64($0) } ?? -1
            return .chunked(
                S3ChunkReader(
                    ChunkedBody.Machine(form, request: signed, key: key, decodedLength: length)
                )
            )
        }
    }

    func authorize(_ demand: S3Demand) throws(S3Error) {
        let policy = (demand.policy as? S3CompiledPolicy)?.layer
        let side = ResourceSide(account: demand.owner, policy: policy)
        let asked = Demand(
            demand.action,
            on: demand.resource,
            in: demand.owner,
            resourceSide: side,
            keys: node.gate.readsContext(caller, on: side) ? keys(demand) : []
        )
        let verdict = node.gate.decide(caller, asked, in: environment)
        guard !verdict.isAllowed else { return }
        guard let owner = demand.owner ?? account, owner == account else {
            throw S3Error.accessDenied
        }
        // The long sentence is told within the account only.
        // Source: S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors".
        throw S3Error(
            "AccessDenied",
            403,
            verdict.denialMessage(
                principal: caller.arn,
                action: demand.action,
                resource: "\"\(demand.resource)\""
            )
        )
    }

    private var environment: RequestEnvironment {
        RequestEnvironment(
            requestID: "",
            now: now,
            sourceIP: head.peer,
            isSecure: head.isSecure,
            region: region,
            head: head
        )
    }

    private func keys(_ demand: S3Demand) -> [Demand.ContextEntry] {
        var keys = demand.keys.compactMap { entry -> Demand.ContextEntry? in
            entry.isList
                ? .list(entry.key, entry.values)
                : entry.values.last.map { .value(entry.key, $0) }
        }
        if let signed { addSignature(signed, to: &keys) }
        if let owner = demand.owner {
            keys.append(.value("s3:ResourceAccount", owner.description))
        }
        return keys
    }

    /// - Source: Service Authorization Reference, "Condition keys for Amazon S3".
    private func addSignature(_ signed: SignedRequest, to keys: inout [Demand.ContextEntry]) {
        keys.append(.value("s3:signatureversion", "AWS4-HMAC-SHA256"))
        keys.append(
            .value("s3:authType", signed.isPresigned ? "REST-QUERY-STRING" : "REST-HEADER")
        )
        let age = now.milliseconds - signed.signedAt.milliseconds
        keys.append(.value("s3:signatureAge", "\(max(age, 0))"))
        if let hash = head.value("x-amz-content-sha256") {
            keys.append(.value("s3:x-amz-content-sha256", hash))
        }
    }
}
