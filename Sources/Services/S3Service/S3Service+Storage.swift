import HTTPMessage
import Store

extension S3Service {
    /// Reads a consistent view; whatever a store throws is an internal error.
    func read<Result>(_ body: (any StoreReader) throws -> Result) throws(S3Error) -> Result {
        do {
            return try store.read(body)
        } catch {
            throw (error as? S3Error) ?? .internalError
        }
    }

    /// Changes the store and answers once the change is durable.
    func change(
        _ exchange: Exchange,
        _ responder: any Responder,
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Response
    ) {
        store.write(body) { result in
            switch result {
            case .success(let response): responder.respond(response)
            case .failure(let error): responder.respond(exchange.answers.error(error))
            }
        }
    }

    /// Takes a request without a body and changes the store.
    func changing(
        _ exchange: Exchange,
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Response
    ) throws(S3Error) -> Reception {
        try taking(exchange, limit: Limits.strayBodyBytes) { [self] _, responder in
            change(exchange, responder, body)
        }
    }

    /// Takes a body in memory, holds it to its promises, then calls.
    ///
    /// With `isObjectDigest`, `x-amz-checksum-…` is of something else than the body.
    ///
    /// - Throws: what `BodyContract` throws; `InvalidRequest` when a digest is needed and missing.
    func taking(
        _ exchange: Exchange,
        limit: Int,
        needsDigest: Bool = false,
        isObjectDigest: Bool = false,
        _ body:
            @escaping @Sendable ([UInt8], any Responder) throws(S3Error) -> Void
    ) throws(S3Error) -> Reception {
        var contract = try exchange.contract()
        if isObjectDigest {
            contract.algorithm = nil
            contract.checksum = nil
        }
        let promises = contract
        guard contract.hasDigest || !needsDigest else {
            throw .invalidRequest(
                "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"
            )
        }
        let payload = exchange.caller.payload
        return .collect(limit: limit) { bytes, responder in
            do throws(S3Error) {
                var check = ContentCheck(promises, payload: payload)
                var document = bytes
                if case .chunked = payload { document = [] }
                try check.take(bytes.span) { (piece: Span<UInt8>) throws(S3Error) in
                    guard case .chunked = payload else { return }
                    for index in piece.indices { document.append(piece[index]) }
                }
                _ = try check.finish()
                try body(document, responder)
            } catch {
                responder.respond(exchange.answers.error(error))
            }
        }
    }

    /// Removes a file once the transaction that forgets it is durable.
    func remove(_ file: FileName?, after transaction: any StoreTransaction) {
        guard let file else { return }
        transaction.afterCommit { [files] in files.remove(file) }
    }
}
