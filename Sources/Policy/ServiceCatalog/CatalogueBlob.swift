private import Assets

/// The embedded bytes and how rows are read from them.
enum CatalogueBlob {
    static let header = CatalogueHeader(bytes: bytes)

    static var bytes: Span<UInt8> {
        @_lifetime(immortal)
        get { Assets.bytes(.catalogue) }
    }

    static let templates: [KeyTemplate] = {
        var list = CatalogueList(at: header.templates)
        return list.keys().map(KeyTemplate.init(key:))
    }()

    static func service(at index: Int) -> Service {
        let row = header.services.start + 28 * index
        let actions = word(row + 8)
        let types = word(row + 16)
        return Service(
            prefix: text(word(row)),
            name: text(word(row + 4)),
            actionRows: actions..<actions + word(row + 12),
            typeRows: types..<types + word(row + 20),
            keys: word(row + 24)
        )
    }

    static func action(at index: Int, of service: String) -> Action {
        let row = header.actions.start + 8 * index
        let packed = word(row)
        return Action(
            service: service,
            name: text(packed & 0xFF_FFFF),
            accessLevel: AccessLevel(rawValue: UInt8(packed >> 24)) ?? .write,
            detail: word(row + 4)
        )
    }

    static func resourceType(at index: Int) -> ResourceType {
        let row = header.types.start + 12 * index
        return ResourceType(
            name: text(word(row)),
            arnFormat: text(word(row + 4)),
            keys: word(row + 8)
        )
    }

    static func conditionKey(at index: Int) -> ConditionKey {
        let packed = word(header.keys.start + 8 * index)
        return ConditionKey(
            name: text(packed & 0xFF_FFFF),
            type: ConditionKeyType(rawValue: UInt8(packed >> 24)) ?? .string
        )
    }

    private static func word(_ offset: Int) -> Int {
        littleEndian(bytes, at: offset, width: 4)
    }

    private static func text(_ offset: Int) -> String {
        let name = bytes.extracting(textRange(offset))
        guard let text = try? UTF8Span(validating: name) else { return "" }
        return String(copying: text)
    }

    private static func textRange(_ offset: Int) -> Range<Int> {
        let start = header.strings + offset
        return start + 2..<start + 2 + littleEndian(bytes, at: start, width: 2)
    }
}

extension CatalogueBlob {
    static func serviceName(at index: Int) -> Range<Int> {
        textRange(word(header.services.start + 28 * index))
    }

    static func actionName(at index: Int) -> Range<Int> {
        textRange(word(header.actions.start + 8 * index) & 0xFF_FFFF)
    }

    static func typeName(at index: Int) -> Range<Int> {
        textRange(word(header.types.start + 12 * index))
    }

    static func keyName(at index: Int) -> Range<Int> {
        textRange(word(header.keys.start + 8 * index) & 0xFF_FFFF)
    }

    /// Finds the row whose name equals the wanted one without regard to ASCII case.
    static func search(
        _ rows: Range<Int>,
        for wanted: some Collection<UInt8>,
        nameAt: (Int) -> Range<Int>
    ) -> Int? {
        var low = rows.lowerBound
        var high = rows.upperBound
        while low < high {
            let middle = (low + high) / 2
            let order = compare(nameAt(middle), wanted)
            if order == 0 { return middle }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private static func compare(_ name: Range<Int>, _ wanted: some Collection<UInt8>) -> Int {
        let bytes = bytes
        var position = name.lowerBound
        for byte in wanted {
            guard position < name.upperBound else { return -1 }
            let difference = Int(lowercase(bytes[position])) - Int(lowercase(byte))
            guard difference == 0 else { return difference }
            position += 1
        }
        return position < name.upperBound ? 1 : 0
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
