import Foundation

/// A call and the permissions that it needs, as `Tests/Clients/authorization_table.py` has them.
struct AuthorizationRow {
    let service: String
    let operation: String
    /// In the order and form of the Query protocol.
    let parameters: [(String, String)]
    /// The method, path and body of a REST call; nil in the Query protocol.
    var rest: (method: String, path: String, body: String)?
    /// Actions with their resources.
    let grants: [(action: String, resource: String)]

    var name: String { "\(service):\(operation)" }

    /// The call, to be signed.
    var request: LabRequest {
        guard let rest else { return .call(service, operation, parameters) }
        return LabRequest(
            service: service,
            method: rest.method,
            path: rest.path,
            body: Array(rest.body.utf8)
        )
    }

    /// A policy document that allows exactly this call.
    var policy: String {
        let statements = grants.map { grant in
            #"{"Effect":"Allow","Action":"\#(grant.action)","Resource":"\#(grant.resource)"}"#
        }
        return #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
    }

    /// The rows of the generated file, with words replaced by what they stand for in the world.
    static func all(filling words: KeyValuePairs<String, String>) throws -> [AuthorizationRow] {
        let file = Golden.folder.appending(path: "authorization-rows.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            var text = String(line)
            for (word, meaning) in words { text = text.replacing(word, with: meaning) }
            let row = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
            return AuthorizationRow(
                service: row.service,
                operation: row.operation,
                parameters: row.parameters.map { ($0[0], $0[1]) },
                rest: row.method.map { ($0, row.path ?? "/", row.body ?? "") },
                grants: row.grants.map { ($0[0], $0[1]) }
            )
        }
    }

    private struct Line: Decodable {
        let service: String
        let operation: String
        let parameters: [[String]]
        let method: String?
        let path: String?
        let body: String?
        let grants: [[String]]
    }
}
