import Markup

/// Reads the XML documents that requests carry.
enum RequestDocument {
    /// The root element, which must have this name.
    ///
    /// - Throws: `MalformedXML`.
    static func read(_ bytes: [UInt8], root: String) throws(S3Error) -> XMLElement {
        do throws(XMLError) {
            let element = try XMLReader.read(bytes)
            if element.localName == root { return element }
        } catch {}
        throw .malformedXML
    }

    /// The tags of a `Tagging` document.
    ///
    /// - Throws: `MalformedXML`, or `InvalidTag` where a tag breaks the rules.
    static func tags(_ bytes: [UInt8], atMost limit: Int) throws(S3Error) -> [RecordPair] {
        let root = try read(bytes, root: "Tagging")
        guard let set = root.child("TagSet") else { throw .malformedXML }
        return try TagRules.check(try pairs(set), atMost: limit)
    }

    /// The `Tag` elements in an element.
    static func pairs(_ set: XMLElement) throws(S3Error) -> [RecordPair] {
        var tags: [RecordPair] = []
        for child in set.children {
            guard child.localName == "Tag", let key = child.text(of: "Key"),
                let value = child.text(of: "Value")
            else { throw .malformedXML }
            tags.append(RecordPair(key, value))
        }
        return tags
    }
}
