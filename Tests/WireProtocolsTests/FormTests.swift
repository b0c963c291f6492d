import ServiceModel
import Testing
import WireProtocols

@Suite("Forms")
struct FormTests {
    @Test(
        "names and values are decoded, the first of several counts",
        arguments: [
            ("A=b", "b"), ("A=", ""), ("A", ""), ("A=b&A=c", "b"), ("&&A=b&", "b"),
            ("A=b=c", "b=c"), ("A=a+b", "a b"), ("A=a%2Bb%20c", "a+b c"), ("%41=b", "b"),
            ("A=%e6%97%A5", "日"), ("B=x&A=%00", "\0"), ("A=%26%3D", "&="),
        ]
    )
    func values(encoded: String, value: String) throws {
        #expect(try Form(Array(encoded.utf8)).value("A") == value)
    }

    @Test("a query counts after the body")
    func bodyAndQuery() throws {
        let body = Array("A=1&B=2".utf8)
        let query = Array("B=3&C=4".utf8)
        let form = try Form(body: body.span, query: query.span)
        #expect(form.value("A") == "1")
        #expect(form.value("B") == "2")
        #expect(form.value("C") == "4")
        #expect(form.count == 4)
    }

    @Test("what one parameter's encoding takes more moves no other one")
    func escapesBesidePlainText() throws {
        let body = Array("%41A=%62c+d&B=e&%43=f=%3D&D=&E=%".utf8) + Array("25&F".utf8)
        let query = Array("A+=%20x&G=h".utf8)
        let form = try Form(body: body.span, query: query.span)
        let values = ["AA": "bc d", "B": "e", "C": "f==", "D": "", "E": "%", "F": "", "A ": " x"]
        for (name, value) in values { #expect(form.value(name) == value, "\(name)") }
        #expect(form.value("G") == "h")
        #expect(form.count == 8)
    }

    @Test(
        "broken escapes are MalformedQueryString 404",
        arguments: ["A=%", "A=%4", "A=%4G", "%=1", "A=1&%zz", "A=%%41"]
    )
    func broken(encoded: String) {
        let error = #expect(throws: ServiceError.self) { try Form(Array(encoded.utf8)) }
        #expect(error?.code == "MalformedQueryString")
        #expect(error?.status == 404)
        #expect(error?.isBeforeDispatch == true)
    }

    @Test("too many parameters and too long names are refused")
    func limits() throws {
        let many = String(repeating: "a=1&", count: 10_000)
        #expect(try Form(Array(many.utf8)).count == 10_000)
        #expect(throws: ServiceError.self) { try Form(Array((many + "b=1").utf8)) }
        let long = String(repeating: "n", count: 1025)
        #expect(throws: ServiceError.self) { try Form(Array(long.utf8)) }
    }

    @Test(
        "requests that reach no operation",
        arguments: [
            ("Version=2011-06-15", "MissingAction", nil),
            ("", "MissingAction", nil),
            ("Action=Nope&Version=2011-06-15", "InvalidAction", "Nope for version 2011-06-15"),
            ("Action=GetUser&Version=2011-06-15", "InvalidAction", "GetUser for version 2011"),
            ("Action=&Version=2011-06-15", "InvalidAction", "operation  for version 2011-06-15"),
            ("Action=AssumeRole", "InvalidAction", "AssumeRole for version NO_VERSION_SPECIFIED"),
            ("Action=AssumeRole&Version=", "InvalidAction", "AssumeRole for version "),
            ("Action=AssumeRole&Version=2010-05-08", "InvalidAction", "for version 2010-05-08"),
            ("Action=Nope&Action=AssumeRole&Version=2011-06-15", "InvalidAction", "Nope"),
            ("action=AssumeRole&Version=2011-06-15", "MissingAction", nil),
        ] as [(String, String, String?)]
    )
    func undispatched(encoded: String, code: String, part: String?) throws {
        let error = try #require(try Wire.refusal(try Wire.sts(), encoded))
        #expect(error.code == code)
        #expect(error.status == 400)
        #expect(error.isBeforeDispatch)
        if let part { #expect(error.message?.contains(part) == true) }
    }
}
