internal import Base
internal import Directory
internal import HTTPMessage
internal import PolicyEngine
internal import PolicyLanguage
internal import S3Service
internal import ServiceKit
internal import ServiceModel
internal import Signature

/// S3's way to the authenticator and the gate.
struct S3Access: S3Gate {
    let node: Node
    let authenticator: Authenticator

    /// Verifies the signature of a request, or takes it as anonymous when it has none.
    func admit(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>
    ) throws(S3Error) -> any S3Caller {
        let now = node.clock.now
        do throws(SignatureFailure) {
            guard let signed = try signed.get() else {
                return S3Client(
                    caller: .anonymous,
                    node: node,
                    head: head,
                    now: now,
                    signed: nil,
                    key: nil
                )
            }
            let (caller, key) = try authenticator.authenticate(head, signed, now: now)
            return S3Client(
                caller: caller,
                node: node,
                head: head,
                now: now,
                signed: signed,
                key: key
            )
        } catch {
            throw S3Error(error.answer(in: .s3))
        }
    }

    func bind(
        _ document: [UInt8],
        bucket: String,
        owner: AccountID
    ) throws(S3Error) -> S3StoredPolicy {
        do {
            let policy = try PolicyDocument(parsing: document)
            try policy.validate(as: .resource)
            try requireResources(policy, bucket)
            let text = String(decoding: document, as: UTF8.self)
            let bound = try node.directory.read(owner) { try $0.bind(policy, text: text) }
            return S3StoredPolicy(document: BoundPolicyCoding.bytes(of: bound))
        } catch let error as PolicyError {
            throw S3Error.malformedPolicy(error.message)
        } catch DirectoryError.invalidPrincipal {
            throw S3Error.malformedPolicy("Invalid principal in policy")
        } catch let error as S3Error {
            throw error
        } catch {
            throw S3Error.internalError
        }
    }

    func compile(_ stored: S3StoredPolicy) throws(S3Error) -> any S3BucketPolicy {
        guard let bound = BoundPolicyCoding.policy(of: stored.document) else {
            throw S3Error.internalError
        }
        do throws(PolicyError) {
            return S3CompiledPolicy(
                document: try bound.document(),
                bound: bound,
                directory: node.directory
            )
        } catch { throw S3Error.internalError }
    }

    /// A bucket policy may name its bucket and what is in it, nothing else.
    private func requireResources(_ policy: PolicyDocument, _ bucket: String) throws(S3Error) {
        let bucketARN = "arn:aws:s3:::\(bucket)"
        for statement in policy.statements {
            for resource in statement.resource?.list.values ?? [] {
                guard resource == bucketARN || resource.hasPrefix(bucketARN + "/") else {
                    throw S3Error.malformedPolicy("Policy has invalid resource")
                }
            }
            for action in statement.action?.list.values ?? [] {
                guard action == "*" || action.lowercased().hasPrefix("s3:") else {
                    throw S3Error.malformedPolicy("Policy has invalid action")
                }
            }
        }
    }
}
