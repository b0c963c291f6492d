import ServiceModel
import WireProtocols

/// Both services' protocols, for tests.
enum Wire {
    static func iam() throws -> QueryProtocol { QueryProtocol(try Model.iam()) }
    static func sts() throws -> QueryProtocol { QueryProtocol(try Model.sts()) }

    /// The input that a form body gives, checked against the model.
    static func input(_ wire: QueryProtocol, _ body: String) throws -> Structure {
        let form = try Form(Array(body.utf8))
        return try wire.input(of: wire.operation(form), from: form)
    }

    /// The error with which a form body is refused; nil when it is taken.
    static func refusal(_ wire: QueryProtocol, _ body: String) throws -> ServiceError? {
        do {
            _ = try input(wire, body)
            return nil
        } catch let error as ServiceError {
            return error
        }
    }

    static func text(_ answer: WireAnswer) -> String {
        String(decoding: answer.body, as: UTF8.self)
    }
}
