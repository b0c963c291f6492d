/// A kind of hostile policy, which can be had in any size.
struct Shape: Sendable {
    let name: String
    /// A document of about so many bytes.
    let document: @Sendable (Int) -> [UInt8]

    static let all = syntax + lists + patterns + variables + conditions + statements

    /// A shape whose document is `head`, then numbered parts with commas between, then `tail`.
    init(_ name: String, _ head: String, _ tail: String, part: @escaping @Sendable (Int) -> String) {
        self.name = name
        document = { size in
            var text = head
            text.reserveCapacity(size + 256)
            var number = 0
            while true {
                let next = (number == 0 ? "" : ",") + part(number)
                guard text.utf8.count + next.utf8.count + tail.utf8.count <= size else { break }
                text += next
                number += 1
            }
            return Array((text + tail).utf8)
        }
    }

    /// A shape whose document has one text repeated as often as fits.
    init(_ name: String, _ head: String, repeating unit: String, _ tail: String) {
        self.name = name
        document = { size in
            let room = size - head.utf8.count - tail.utf8.count
            let middle = String(repeating: unit, count: max(0, room / unit.utf8.count))
            return Array((head + middle + tail).utf8)
        }
    }

    /// A shape with one statement; the part that grows stands between `head` and `tail`.
    init(statement name: String, _ head: String, repeating unit: String, _ tail: String) {
        self.init(name, Self.opening + head, repeating: unit, tail + "}]}")
    }

    /// A shape with one statement, in which a list grows.
    init(list name: String, _ head: String, _ tail: String, part: @escaping @Sendable (Int) -> String) {
        self.init(name, Self.opening + head, tail + "}]}", part: part)
    }

    private static let opening =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","#

    static let action = #""Action":"s3:*","#
    static let resource = #""Resource":"*","#
}
