import Foundation

/// A call and the permissions that it needs, as `Tests/Clients/authorization_table.py` has them.
struct AuthorizationRow {
    let service: String
    let operation: String
    /// In the order and form of the Query protocol.
    let parameters: [(String, String)]
    /// Method, target and body of a call in the protocols with paths; nil for others.
    var http: [String]?
    /// Actions with their resources.
    let grants: [(action: String, resource: String)]

    var name: String { "\(service):\(operation)" }

    /// The call.
    var request: LabRequest {
        guard let http else { return .call(service, operation, parameters) }
        let target = http[1].split(separator: "?", maxSplits: 1)
        let query = (target.count > 1 ? target[1] : "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return (String(parts[0]), String(parts[1]))
        }
        return .rest(service, http[0], String(target[0]), query: query, body: http[2])
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
                parameters: (row.parameters ?? []).map { ($0[0], $0[1]) },
                http: row.http,
                grants: row.grants.map { ($0[0], $0[1]) }
            )
        }
    }

    private struct Line: Decodable {
        let service: String
        let operation: String
        let parameters: [[String]]?
        let http: [String]?
        let grants: [[String]]
    }
}
