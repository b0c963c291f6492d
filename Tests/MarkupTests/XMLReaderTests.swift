import Markup
import Testing

@Suite("Reading XML")
struct XMLReaderTests {
    private func read(_ text: String, limits: XMLLimits = .request) throws -> XMLElement {
        try XMLReader.read(Array(text.utf8), limits: limits)
    }

    private func refusal(
        _ text: String,
        limits: XMLLimits = .request
    ) throws -> XMLError.Reason? {
        do {
            _ = try read(text, limits: limits)
            return nil
        } catch let error as XMLError {
            return error.reason
        }
    }

    @Test("the body of a DeleteObjects request")
    func deleteObjects() throws {
        let root = try read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- all of it -->
            <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
              <Object><Key>a &amp; b&#x2F;&#233;</Key></Object>
              <Object><Key><![CDATA[<c>]]></Key><VersionId>null</VersionId></Object>
              <Quiet>true</Quiet>
            </Delete>
            """
        )
        #expect(root.localName == "Delete")
        #expect(root.attribute("xmlns") == "http://s3.amazonaws.com/doc/2006-03-01/")
        #expect(root.children("Object").map { $0.text(of: "Key") } == ["a & b/é", "<c>"])
        #expect(root.children("Object")[1].text(of: "VersionId") == "null")
        #expect(root.text(of: "Quiet") == "true")
        #expect(root.text(of: "Nothing") == nil)
    }

    @Test(
        "texts are put together as XML says",
        arguments: [
            ("<a/>", ""), ("<a></a>", ""), ("<a >x</a >", "x"), ("<a>x<b/>y</a>", "xy"),
            ("<a>1<!-- - -->2</a>", "12"), ("<a>&lt;&gt;&amp;&quot;&apos;</a>", "<>&\"'"),
            ("<a>l\r\nm\rn</a>", "l\nm\nn"), ("<a>&#13;&#10;</a>", "\r\n"),
            ("<a><![CDATA[]]]]><![CDATA[>]]></a>", "]]>"), ("\u{FEFF}<a>é😀</a>", "é😀"),
            ("<a>&#x1F600;</a>", "😀"), ("<a>]]&gt;</a>", "]]>"), (" <a>x</a> <!-- y --> ", "x"),
        ]
    )
    func texts(document: String, text: String) throws {
        #expect(try read(document).text == text)
    }

    @Test("attributes are read with either quote; their white space is spaces")
    func attributes() throws {
        let root = try read("<p:a x='1\n2\r\n\r3&#10;' p:y = \"&lt;'\"><p:b/></p:a>")
        #expect(root.localName == "a")
        #expect(root.name == "p:a")
        #expect(root.attribute("x") == "1 2  3\n")
        #expect(root.attribute("p:y") == "<'")
        #expect(root.child("b")?.name == "p:b")
    }

    @Test(
        "what is not well-formed or not allowed is refused",
        arguments: [
            ("", .unexpectedEnd), (" ", .unexpectedEnd), ("<", .unexpectedEnd),
            ("x", .badMarkup), ("<a>", .unexpectedEnd), ("<a", .unexpectedEnd),
            ("<a></b>", .mismatchedTag), ("</a>", .mismatchedTag), ("<a/><b/>", .badMarkup),
            ("<a/>x", .badMarkup), ("<a x></a>", .badMarkup), ("<a x=1/>", .badMarkup),
            ("<a x='1' x='2'/>", .badMarkup), ("<a x='<'/>", .badMarkup),
            ("<a x='1'y='2'/>", .badMarkup), ("<a x='1", .unexpectedEnd),
            ("<a>]]></a>", .badMarkup), ("<a><!-- -- --></a>", .badMarkup),
            ("<a><!-- </a>", .unexpectedEnd), ("<a><![CDATA[x</a>", .unexpectedEnd),
            ("<![CDATA[x]]>", .unsupported), ("<1/>", .badMarkup), ("< a/>", .badMarkup),
            ("<a>&nbsp;</a>", .badReference), ("<a>&</a>", .badReference),
            ("<a>&#0;</a>", .badReference), ("<a>&#x1;</a>", .badReference),
            ("<a>&#xD800;</a>", .badReference), ("<a>&#x110000;</a>", .badReference),
            ("<a>&#99999999999999999999;</a>", .badReference), ("<a>&#;</a>", .badReference),
            ("<a>\u{1}</a>", .badCharacter), ("<a>\u{FFFF}</a>", .badCharacter),
            ("<!DOCTYPE a><a/>", .unsupported), ("<a><!ENTITY x 'y'></a>", .unsupported),
            ("<a/><?x y?>", .unsupported), ("<a><?x y?></a>", .unsupported),
            ("<?xml version='1.1'?><a/>", .unsupported),
            (" <?xml version='1.0'?><a/>", .unsupported),
            ("<?xml version='1.0' encoding='latin1'?><a/>", .unsupported),
            ("<?xml version='1.0' encoding='utf-8' standalone='no'?><a/>", nil),
        ] as [(String, XMLError.Reason?)]
    )
    func refused(document: String, reason: XMLError.Reason?) throws {
        #expect(try refusal(document) == reason)
    }

    @Test("bytes that are not UTF-8 are refused with their place")
    func encoding() {
        let error = #expect(throws: XMLError.self) {
            try XMLReader.read(Array("<a>".utf8) + [0xFF] + Array("</a>".utf8))
        }
        #expect(error?.reason == .badCharacter)
        #expect(error?.offset == 3)
    }

    @Test("depth, counts and length are limited")
    func limits() throws {
        let limits = XMLLimits(length: 60, depth: 3, elements: 5, attributes: 2)
        #expect(try refusal("<a><b><c/></b></a>", limits: limits) == nil)
        #expect(try refusal("<a><b><c><d/></c></b></a>", limits: limits) == nil)
        #expect(try refusal("<a><b><c><d></d></c></b></a>", limits: limits) == .tooDeep)
        #expect(try refusal("<a><b/><b/><b/><b/></a>", limits: limits) == nil)
        #expect(try refusal("<a><b/><b/><b/><b/><b/></a>", limits: limits) == .tooMany)
        #expect(try refusal("<a x='' y='' z=''/>", limits: limits) == .tooMany)
        #expect(try refusal(String(repeating: " ", count: 61), limits: limits) == .tooLong)
    }

    @Test("a hundred thousand open tags end at the depth limit")
    func deep() throws {
        #expect(try refusal(String(repeating: "<a>", count: 100_000)) == .tooDeep)
    }
}
