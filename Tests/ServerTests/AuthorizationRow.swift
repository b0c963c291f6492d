import Foundation

/// A call and the permissions that it needs, as `Tests/Clients/authorization_table.py` has them.
struct AuthorizationRow {
    let service: String
    let operation: String
    /// In the order and form of the Query protocol.
    let parameters: [(String, String)]
    /// Actions with their resources.
    let grants: [(action: String, resource: String)]

    var name: String { "\(service):\(operation)" }

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
            var parameters: [(String, String)] = []
            row.parameters.flatten(into: &parameters, name: "")
            return AuthorizationRow(
                service: row.service,
                operation: row.operation,
                parameters: parameters,
                grants: row.grants.map { ($0[0], $0[1]) }
            )
        }
    }

    private struct Line: Decodable {
        let service: String
        let operation: String
        let parameters: Parameter
        let grants: [[String]]
    }

    /// - Source: botocore, `serialize.py`: lists are `Name.member.1`, structures `Name.Member`.
    private indirect enum Parameter: Decodable {
        case text(String)
        case list([Parameter])
        case structure([String: Parameter])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let flag = try? value.decode(Bool.self) {
                self = .text(flag ? "true" : "false")
            } else if let number = try? value.decode(Int.self) {
                self = .text("\(number)")
            } else if let list = try? value.decode([Parameter].self) {
                self = .list(list)
            } else {
                self = .structure(try value.decode([String: Parameter].self))
            }
        }

        func flatten(into pairs: inout [(String, String)], name: String) {
            switch self {
            case .text(let text): pairs.append((name, text))
            case .list(let list):
                for (index, element) in list.enumerated() {
                    element.flatten(into: &pairs, name: "\(name).member.\(index + 1)")
                }
            case .structure(let members):
                for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                    member.flatten(into: &pairs, name: name.isEmpty ? key : "\(name).\(key)")
                }
            }
        }
    }
}
