/// The decoded parameters of a query, in order.
struct QueryParameters: Sendable {
    /// A parameter; one without `=` has an empty value.
    struct Parameter: Sendable {
        let name: String
        let value: String
    }

    let all: [Parameter]

    static let none = QueryParameters(all: [])

    init(all: [Parameter]) { self.all = all }

    /// Decodes a query as sent.
    ///
    /// - Throws: `InvalidURI` for a broken escape or too many parameters.
    init(_ bytes: ArraySlice<UInt8>) throws(S3Error) {
        var all: [Parameter] = []
        for part in bytes.split(separator: 0x26, maxSplits: Limits.queryParameters) {
            guard all.count < Limits.queryParameters else { throw .invalidURI }
            let middle = part.firstIndex(of: 0x3D) ?? part.endIndex
            let rest = middle < part.endIndex ? part[(middle + 1)...] : part[part.endIndex...]
            guard let name = PercentCoding.decode(part[..<middle], plusIsSpace: true),
                let value = PercentCoding.decode(rest, plusIsSpace: true)
            else { throw .invalidURI }
            all.append(Parameter(name: name, value: value))
        }
        self.all = all
    }

    /// The value of the first parameter with this name.
    subscript(_ name: String) -> String? {
        for parameter in all where parameter.name == name { return parameter.value }
        return nil
    }

    /// Whether there is a parameter with this name.
    func has(_ name: String) -> Bool { self[name] != nil }

    /// The number in a parameter from 0 to `maximum`, which is also the greatest returned.
    ///
    /// - Throws: `InvalidArgument` for anything but a number that fits 31 bits.
    func count(_ name: String, atMost maximum: Int) throws(S3Error) -> Int? {
        guard let text = self[name], !text.isEmpty else { return nil }
        guard let number = Int32(text) else {
            throw .invalidArgument(
                "Provided \(name) not an integer or within integer range",
                name,
                text
            )
        }
        guard number >= 0 else {
            throw .invalidArgument(
                "Argument \(name) must be an integer between 0 and 2147483647",
                name,
                text
            )
        }
        return min(Int(number), maximum)
    }
}
