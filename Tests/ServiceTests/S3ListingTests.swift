import HTTPMessage
import Markup
import Testing

@Suite("S3 listings")
struct S3ListingTests {
    /// What a listing must give, computed the plain way.
    private static func expected(
        _ keys: Set<String>,
        prefix: String,
        delimiter: String,
        after start: String
    ) -> [String] {
        let ordered = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var items: [String] = []
        for key in ordered where key.utf8.starts(with: prefix.utf8) {
            guard start.utf8.lexicographicallyPrecedes(key.utf8) else { continue }
            var item = key
            let rest = key.utf8.dropFirst(prefix.utf8.count)
            if let mark = delimiter.utf8.first, let end = rest.firstIndex(of: mark) {
                item = String(key[...end])
                if item == start { continue }
            }
            if items.last != item { items.append(item) }
        }
        return items
    }

    private static func items(_ reply: S3Reply) -> [String] {
        let root = reply.xml
        let keys = (root?.children("Contents") ?? []).compactMap { $0.text(of: "Key") }
        let prefixes = (root?.children("CommonPrefixes") ?? []).compactMap {
            $0.text(of: "Prefix")
        }
        return (keys + prefixes).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    @Test(
        "pages of any size, prefix and delimiter give what a plain reading gives",
        arguments: 1...12
    )
    func property(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let lab = try S3Lab.withBucket()
        let alphabet = ["a", "b", "/", "-", "%C3%A9", "0"]
        let plain = ["a", "b", "/", "-", "é", "0"]
        var keys: Set<String> = []
        for _ in 0..<60 {
            let letters = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                Int.random(in: 0..<6, using: &random)
            }
            keys.insert(letters.map { plain[$0] }.joined())
            lab.send("PUT", "/bucket/" + letters.map { alphabet[$0] }.joined(), body: [1])
        }
        for _ in 0..<12 {
            let prefix = ["", "a", "a/", "b-", "/", "é"].randomElement(using: &random) ?? ""
            let delimiter = ["", "/", "-"].randomElement(using: &random) ?? ""
            let start = ["", "a", "a/", "b", "a/0"].randomElement(using: &random) ?? ""
            let size = Int.random(in: 1...9, using: &random)
            let wanted = Self.expected(keys, prefix: prefix, delimiter: delimiter, after: start)
            let common = "prefix=\(prefix)&delimiter=\(delimiter)&max-keys=\(size)"
            #expect(try second(lab, common, start, size) == wanted, "seed \(seed), \(common)")
            #expect(try first(lab, common, start, size) == wanted, "seed \(seed), \(common)")
        }
    }

    /// All items by ListObjectsV2.
    private func second(
        _ lab: S3Lab,
        _ query: String,
        _ start: String,
        _ size: Int
    ) throws -> [String] {
        var items: [String] = []
        var next = "&start-after=" + start
        for _ in 0..<200 {
            let reply = lab.send("GET", "/bucket?list-type=2&\(query)\(next)")
            let page = Self.items(reply)
            let root = try #require(reply.xml)
            #expect(page.count <= size)
            #expect(root.text(of: "KeyCount") == String(page.count))
            items += page
            guard root.text(of: "IsTruncated") == "true" else { return items }
            #expect(page.count == size)
            let token = try #require(root.text(of: "NextContinuationToken"))
            next = "&continuation-token=" + token.replacing("+", with: "%2B")
        }
        return items
    }

    /// All items by ListObjects, whose marker is the last item.
    private func first(
        _ lab: S3Lab,
        _ query: String,
        _ start: String,
        _ size: Int
    ) throws -> [String] {
        var items: [String] = []
        var marker = start
        for _ in 0..<200 {
            let reply = lab.send("GET", "/bucket?\(query)&marker=\(marker)")
            let page = Self.items(reply)
            items += page
            let root = try #require(reply.xml)
            guard root.text(of: "IsTruncated") == "true" else { return items }
            marker = root.text(of: "NextMarker") ?? page.last ?? ""
        }
        return items
    }

    @Test("encoding-type=url encodes keys, with a plus for a space")
    func encoding() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/a%20b%01/%2B%C3%A9", body: [1])
        let reply = lab.send("GET", "/bucket?list-type=2&encoding-type=url&prefix=a%20")
        #expect(reply.xml?.child("Contents")?.text(of: "Key") == "a+b%01/%2B%C3%A9")
        #expect(reply.xml?.text(of: "Prefix") == "a+")
        #expect(lab.send("GET", "/bucket?encoding-type=x").code == "InvalidArgument")
    }

    @Test("an entry tells what is known of the object")
    func entry() throws {
        let lab = try S3Lab.withBucket()
        _ = lab.send("PUT", "/bucket/k", [("x-amz-storage-class", "STANDARD_IA")], text: "hello")
        let entry = lab.send("GET", "/bucket?list-type=2&fetch-owner=true").xml?.child("Contents")
        #expect(entry?.text(of: "ETag") == "\"5d41402abc4b2a76b9719d911017c592\"")
        #expect(entry?.text(of: "Size") == "5")
        #expect(entry?.text(of: "StorageClass") == "STANDARD_IA")
        #expect(entry?.text(of: "LastModified") == "2026-09-21T14:13:20.000Z")
        #expect(entry?.child("Owner")?.text(of: "ID")?.utf8.count == 64)
        let version = lab.send("GET", "/bucket?versions").xml?.child("Version")
        #expect(version?.text(of: "VersionId") == "null")
    }

    @Test(
        "wrong parameters are refused",
        arguments: ["max-keys=-1", "max-keys=x", "list-type=2&continuation-token=x"]
    )
    func wrong(query: String) throws {
        #expect(try S3Lab.withBucket().send("GET", "/bucket?" + query).code == "InvalidArgument")
    }

    @Test("no keys may be asked for")
    func zero() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/k", body: [1])
        let root = lab.send("GET", "/bucket?list-type=2&max-keys=0").xml
        #expect(root?.text(of: "KeyCount") == "0")
        #expect(root?.text(of: "IsTruncated") == "false")
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
