import Base
import Directory
import Store
import Testing

@Suite("Records")
struct RecordTests {
    @Test(
        "give back every kind of field",
        arguments: [
            Int64(0), 1, 127, 128, 255, 256, 65_535, 1 << 40, .max, -1, .min,
        ]
    )
    func fields(number: Int64) throws {
        var writer = RecordWriter()
        writer.put(1, number)
        writer.put(2, "Grüße\u{0}")
        writer.put(3, String?.none)
        writer.put(4, [Tag(key: "a", value: ""), Tag(key: "b", value: "c")])
        writer.put(5, String(repeating: "x", count: 40_000))
        writer.put(6, record: { $0.put(1, "inner") })
        let reader = try RecordReader(writer.bytes)
        #expect(try reader.number(1) == number)
        #expect(try reader.text(2) == "Grüße\u{0}")
        #expect(try reader.textIfPresent(3) == nil)
        #expect(try reader.tags(4) == [Tag(key: "a", value: ""), Tag(key: "b", value: "c")])
        #expect(try reader.text(5).utf8.count == 40_000)
        #expect(try reader.records(6).first?.text(1) == "inner")
        #expect(throws: StoreError.self) { try reader.text(3) }
    }

    @Test("skip fields that a later program has written")
    func unknown() throws {
        var writer = RecordWriter()
        writer.put(200, "later")
        writer.put(1, "known")
        writer.put(201, [1, 2, 3] as [UInt8])
        #expect(try RecordReader(writer.bytes).text(1) == "known")
    }

    @Test("are refused when they are cut short, of another version, or not UTF-8")
    func damaged() throws {
        var writer = RecordWriter()
        writer.put(1, String(repeating: "y", count: 300))
        for count in 0..<writer.bytes.count where count != 1 {
            #expect(throws: StoreError.self) { try RecordReader(Array(writer.bytes[..<count])) }
        }
        #expect(throws: StoreError.self) { try RecordReader([2] + writer.bytes.dropFirst()) }
        #expect(throws: StoreError.self) { try RecordReader([1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) }
        #expect(throws: StoreError.self) { try RecordReader([1, 1, 1, 0xC3]).text(1) }
        #expect(throws: StoreError.self) {
            try RecordReader([1, 1, 9] + Array(repeating: 1, count: 9)).number(1)
        }
    }
}
