internal import Base
internal import Directory
internal import Markup

extension AccountDetails {
    /// An object of the details, and how its members are read.
    struct Entry {
        private let value: JSONValue
        private var members: [String: JSONValue] = [:]

        init(_ value: JSONValue) {
            self.value = value
            for member in value.members { members[member.key.string ?? ""] = member.value }
        }

        func optionalText(_ name: String) -> String? { members[name]?.string }

        func text(_ name: String) throws(Malformed) -> String {
            guard let text = optionalText(name) else { throw lack(name) }
            return text
        }

        func texts(_ name: String) -> [String] {
            members[name].map { $0.elements.compactMap(\.string) } ?? []
        }

        func elements(_ name: String) -> [Entry] {
            members[name].map { $0.elements.map { Entry($0) } } ?? []
        }

        func time(_ name: String) throws(Malformed) -> Timestamp {
            guard let time = Timestamp(iso8601: try text(name)) else { throw lack(name) }
            return time
        }

        func versionNumber(_ name: String) throws(Malformed) -> Int {
            guard let number = PolicyVersion.number(try text(name)) else { throw lack(name) }
            return number
        }

        /// A policy document: an object as the AWS CLI shows it, or the encoded text of the wire.
        func document(_ name: String) throws(Malformed) -> String {
            guard let document = members[name] else { throw lack(name) }
            if let text = document.string { return PercentDecoded.text(text) }
            guard document.kind == .object else { throw lack(name) }
            return compact(document)
        }

        var boundary: String? {
            members["PermissionsBoundary"]?["PermissionsBoundaryArn"]?.string
        }

        /// The value as it is written, without white space between its parts.
        private func compact(_ value: JSONValue) -> String {
            var out: [UInt8] = []
            var isString = false
            var isEscaped = false
            for byte in value.document.bytes[value.range] {
                if isString {
                    out.append(byte)
                    if isEscaped {
                        isEscaped = false
                    } else if byte == 0x5C {
                        isEscaped = true
                    } else if byte == 0x22 {
                        isString = false
                    }
                } else if byte > 0x20 {
                    out.append(byte)
                    isString = byte == 0x22
                }
            }
            return String(decoding: out, as: UTF8.self)
        }

        private func lack(_ name: String) -> Malformed {
            let of = optionalText("Arn").map { " of \($0)" } ?? ""
            return Malformed(message: "\(name)\(of) is missing or malformed")
        }
    }
}
