internal import Base
package import HTTPMessage
internal import S3Service
internal import Signature

/// The one way in: tells a request's service by its signing scope, else by its path and query.
package struct FrontDoor: Application {
    let query: QueryDesk
    let rest: RestDesk
    let s3: S3Service
    let access: S3Access
    let clock: Clock
    let documents: TokenDocuments

    /// Decides, by the head alone, which service takes the request.
    package func receive(_ head: RequestHead) -> Reception {
        if head.matches(head.path, "/health"), head.field("authorization") == nil {
            return .answer(health(head))
        }
        if let response = documents.answer(head) { return .answer(response) }
        let signed: Result<SignedRequest?, SignatureFailure>
        do throws(SignatureFailure) {
            signed = .success(try SignatureParser.parse(head))
        } catch { signed = .failure(error) }
        if let service = rest.service(of: head, signed) {
            return receive(head, signed, service)
        }
        guard isForQuery(head, signed) else {
            return s3.receive(head) { () throws(S3Error) in try access.admit(head, signed) }
        }
        let began = clock.now
        let desk = query
        return .collect(limit: limit(head, signed)) { body, responder in
            desk.serve(head, signed, body: body, began: began, to: responder)
        }
    }

    private func receive(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        _ service: RestDesk.Service
    ) -> Reception {
        let began = clock.now
        let desk = rest
        return .collect(limit: Self.restLimit) { body, responder in
            desk.serve(head, signed, service, body: body, began: began, to: responder)
        }
    }

    /// The Query protocol stands at `/`; S3 has all other paths, and what is signed for it.
    private func isForQuery(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>
    ) -> Bool {
        if case .success(let request?) = signed { return !request.isForS3 }
        guard head.path.count == 1 else { return false }
        if head.matches(head.method, "POST") {
            guard let type = head.value("content-type") else { return true }
            return type.hasPrefix("application/x-www-form-urlencoded")
        }
        return head.query.count > 0 && contains(head, "Action=")
    }

    private func contains(_ head: RequestHead, _ word: String) -> Bool {
        let wanted = Array(word.utf8)
        return head.bytes[head.query].split(separator: 0x26).contains { $0.starts(with: wanted) }
    }

    private func health(_ head: RequestHead) -> Response {
        guard head.matches(head.method, "GET") || head.matches(head.method, "HEAD") else {
            return Response(status: 405, fields: [("Allow", "GET, HEAD")])
        }
        let body = Array("{\"status\":\"ok\"}\n".utf8)
        return Response(
            status: 200,
            fields: [("Content-Type", "application/json")],
            body: head.matches(head.method, "HEAD")
                ? .none(contentLength: Int64(body.count)) : .bytes(body)
        )
    }
}
