/// Where the tables lie in the blob; see `Scripts/generate-catalogue.py` for the layout.
struct CatalogueHeader: Sendable {
    struct Table: Sendable {
        var count: Int
        var start: Int
    }

    let services: Table
    let actions: Table
    let types: Table
    let keys: Table
    let lists: Int
    let strings: Int
    let templates: Int

    init(bytes: Span<UInt8>) {
        func word(_ index: Int) -> Int { littleEndian(bytes, at: index * 4, width: 4) }
        func table(_ index: Int) -> Table { Table(count: word(index), start: word(index + 1)) }
        precondition(word(0) == 0x5441_4352 && word(1) == 1, "the catalogue's format is not ours")
        services = table(2)
        actions = table(4)
        types = table(6)
        keys = table(8)
        lists = word(10)
        strings = word(11)
        templates = word(14) - lists
    }
}

/// Reads an unsigned number of so many bytes.
func littleEndian(_ bytes: Span<UInt8>, at offset: Int, width: Int) -> Int {
    var value = 0
    for index in 0..<width { value |= Int(bytes[offset + index]) << (8 * index) }
    return value
}
