import Testing

/// A request that RFC 9112 wants refused, and the status for it.
struct GuardCase: CustomTestStringConvertible {
    let testDescription: String
    /// The request line.
    let line: String
    /// What follows it.
    let rest: String
    let status: Int

    /// A broken request line before sound fields.
    static func line(_ name: String, _ line: String, _ status: Int = 400) -> GuardCase {
        GuardCase(
            testDescription: name,
            line: line + "\r\n",
            rest: "Host: a\r\n\r\n",
            status: status
        )
    }

    /// Broken fields behind `Host`, and five bytes of body.
    static func fields(_ name: String, _ fields: String, _ status: Int = 400) -> GuardCase {
        GuardCase(
            testDescription: name,
            line: "POST /echo HTTP/1.1\r\n",
            rest: "Host: a\r\n" + fields + "\r\n\r\nhello",
            status: status
        )
    }

    /// All that follows a sound request line.
    static func rest(_ name: String, _ rest: String, _ status: Int = 400) -> GuardCase {
        GuardCase(testDescription: name, line: "GET / HTTP/1.1\r\n", rest: rest, status: status)
    }
}

extension GuardCase {
    /// RFC 9112 sections 6.1 to 6.3 and 11.2: where a message ends must be beyond doubt.
    static let framing: [GuardCase] = [
        .fields("length with chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
        .fields("chunks with length", "Transfer-Encoding: chunked\r\nContent-Length: 5"),
        .fields("two lengths", "Content-Length: 5\r\nContent-Length: 6"),
        .fields("two equal lengths", "Content-Length: 5\r\nContent-Length: 5"),
        .fields("two lengths in other cases", "Content-Length: 5\r\ncontent-length: 6"),
        .fields("a list of lengths", "Content-Length: 5, 5"),
        .fields("a signed length", "Content-Length: +5"),
        .fields("a negative length", "Content-Length: -5"),
        .fields("a hexadecimal length", "Content-Length: 0x5"),
        .fields("a length with a space within", "Content-Length: 5 0"),
        .fields("a length with a space behind", "Content-Length: 5 "),
        .fields("a length with a form feed", "Content-Length: \u{0C}5"),
        .fields("a fractional length", "Content-Length: 5.0"),
        .fields("a length past 64 bits", "Content-Length: 99999999999999999999", 413),
        .fields("a length of 64 bits", "Content-Length: 18446744073709551615"),
        .fields("a length past 63 bits", "Content-Length: 9223372036854775808"),
        .fields("an empty length", "Content-Length:"),
        .fields("space before the colon", "Content-Length : 5"),
        .fields("a tab before the colon", "Content-Length\t: 5"),
        .fields("a coding with space before the colon", "Transfer-Encoding : chunked"),
        .fields("another coding", "Transfer-Encoding: gzip"),
        .fields("the coding of old", "Transfer-Encoding: identity"),
        .fields("a coding like the one", "Transfer-Encoding: xchunked"),
        .fields("a quoted coding", "Transfer-Encoding: \"chunked\""),
        .fields("a coding with a parameter", "Transfer-Encoding: chunked;q=1"),
        .fields("a coding with a vertical tab", "Transfer-Encoding: \u{0B}chunked"),
        .fields("a coding with a space behind", "Transfer-Encoding: chunked "),
        .fields("an empty coding", "Transfer-Encoding:"),
        .fields("chunks not last", "Transfer-Encoding: chunked, gzip"),
        .fields("a coding under chunks", "Transfer-Encoding: gzip, chunked", 501),
        .fields("chunks twice", "Transfer-Encoding: chunked, chunked", 501),
        .fields("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        .fields("a hidden coding", "X: y\r\n Transfer-Encoding: chunked"),
        .fields("a folded coding", "Transfer-Encoding:\r\n chunked"),
        GuardCase(
            testDescription: "chunks in HTTP/1.0",
            line: "POST /echo HTTP/1.0\r\n",
            rest: "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            status: 400
        ),
    ]

    /// RFC 9112 sections 2.2 and 5: lines end in CR LF, and names and values are what they may be.
    static let syntax: [GuardCase] = [
        .rest("no host", "\r\n"),
        .rest("no host but others", "X: y\r\n\r\n"),
        .rest("two hosts", "Host: a\r\nHost: b\r\n\r\n"),
        .rest("two equal hosts", "Host: a\r\nHost: a\r\n\r\n"),
        .rest("an empty host", "Host:\r\n\r\n"),
        .rest("a host with a user", "Host: u@a\r\n\r\n"),
        .rest("a list of hosts", "Host: a, b\r\n\r\n"),
        .rest("a host with a path", "Host: a/b\r\n\r\n"),
        .rest("a bare line feed", "Host: a\nX: b\r\n\r\n"),
        .rest("bare line feeds", "Host: a\n\n"),
        .rest("a bare line feed at the end", "Host: a\r\n\n"),
        .rest("a bare carriage return", "Host: a\rX: b\r\n\r\n"),
        .rest("a bare carriage return at the end", "Host: a\r\n\rX: b\r\n\r\n"),
        .rest("bare carriage returns", "Host: a\r\rX: b\r\n\r\n"),
        .rest("two carriage returns", "Host: a\r\r\n\r\n"),
        .rest("a zero byte in a value", "Host: a\r\nX: a\0b\r\n\r\n"),
        .rest("two zero bytes in a value", "Host: a\r\nX: a\0\0b\r\n\r\n"),
        .rest("zero bytes that look like a line", "Host: a\r\nX: a\0\0Y\0b\r\n\r\n"),
        .rest("a zero byte in a name", "Host: a\r\nX\0Y: b\r\n\r\n"),
        .rest("a zero byte for the colon", "Host: a\r\nX\0b\r\n\r\n"),
        .rest("a line of a zero byte", "Host: a\r\n\0\r\nX: y\r\n\r\n"),
        .rest("a line that begins with zero bytes", "Host: a\r\n\0\0junk\r\n\r\n"),
        .rest("a control byte in a value", "Host: a\r\nX: a\u{01}b\r\n\r\n"),
        .rest("a delete byte in a value", "Host: a\r\nX: a\u{7F}b\r\n\r\n"),
        .rest("a control byte in a name", "Host: a\r\nX\u{01}: b\r\n\r\n"),
        .rest("a letter past ASCII in a name", "Host: a\r\nXü: b\r\n\r\n"),
        .rest("a space in a name", "Host: a\r\nX Y: b\r\n\r\n"),
        .rest("a folded line", "Host: a\r\nX: a\r\n b\r\n\r\n"),
        .rest("a line folded by a tab", "Host: a\r\nX: a\r\n\tb\r\n\r\n"),
        .rest("a first line that is folded", " Host: a\r\nHost: b\r\n\r\n"),
        .rest("a line folded twice", "Host: a\r\nX: a\r\n b\r\n c\r\n\r\n"),
        .rest("a name without a colon", "Host: a\r\nXb\r\n\r\n"),
        .rest("an empty name", "Host: a\r\n: b\r\n\r\n"),
        .rest("another expectation", "Host: a\r\nExpect: 200-ok\r\n\r\n", 417),
        .rest(
            "too many fields",
            "Host: a\r\n" + String(repeating: "X: y\r\n", count: 101) + "\r\n",
            431
        ),
        .rest(
            "too large a head",
            "Host: a\r\nX: " + String(repeating: "y", count: 200_000),
            431
        ),
        .rest(
            "too long a name",
            "Host: a\r\n" + String(repeating: "y", count: 300) + ": y\r\n\r\n"
        ),
    ]

    /// RFC 9112 section 3: one method, one target, one version, one space between them.
    static let lines: [GuardCase] = [
        .line("a control byte in the method", "G\u{01}T / HTTP/1.1"),
        .line("a zero byte in the method", "G\0T / HTTP/1.1"),
        .line("a method that is no token", "GE(T / HTTP/1.1"),
        .line("a method that is too long", String(repeating: "A", count: 33) + " / HTTP/1.1"),
        .line("an empty method", " / HTTP/1.1"),
        .line("version 1.2", "GET / HTTP/1.2", 505),
        .line("version 1.9", "GET / HTTP/1.9", 505),
        .line("version 2.0", "GET / HTTP/2.0", 505),
        .line("version 0.9", "GET / HTTP/0.9", 505),
        .line("a version of two digits", "GET / HTTP/1.10"),
        .line("a version without a dot", "GET / HTTP/11"),
        .line("a lower-case version", "GET / http/1.1"),
        .line("no version", "GET /"),
        .line("two spaces before the target", "GET  / HTTP/1.1"),
        .line("two spaces before the version", "GET /  HTTP/1.1"),
        .line("a space behind the version", "GET / HTTP/1.1 "),
        .line("a zero byte behind the version", "GET / HTTP/1.1\0"),
        .line("tabs for spaces", "GET\t/\tHTTP/1.1"),
        .line("a space in the target", "GET /a b HTTP/1.1"),
        .line("a tab in the target", "GET /a\tb HTTP/1.1"),
        .line("a zero byte in the target", "GET /a\0b HTTP/1.1"),
        .line("a zero byte behind the question mark", "GET /a?\0b HTTP/1.1"),
        .line("a control byte in the target", "GET /a\u{02} HTTP/1.1"),
        .line("a letter past ASCII in the target", "GET /ü HTTP/1.1"),
        .line("a fragment", "GET /a#b HTTP/1.1"),
        .line("a target without a slash", "GET a HTTP/1.1"),
        .line("a query alone", "GET ?a HTTP/1.1"),
        .line("the asterisk", "GET * HTTP/1.1"),
        .line("an authority", "GET a:80 HTTP/1.1"),
        .line("CONNECT", "CONNECT / HTTP/1.1", 501),
        .line("an absolute target of another host", "GET http://b/ HTTP/1.1"),
        .line("an absolute target with a user", "GET http://u@a/ HTTP/1.1"),
        .line("an absolute target of another scheme", "GET ftp://a/ HTTP/1.1"),
        .line("a second request line", "GET / HTTP/1.1\r\nGET / HTTP/1.1"),
        GuardCase(
            testDescription: "a bare line feed after the request line",
            line: "GET / HTTP/1.1\n",
            rest: "Host: a\r\n\r\n",
            status: 400
        ),
        GuardCase(
            testDescription: "a bare line feed and a zero byte",
            line: "GET / HTTP/1.1\n",
            rest: "\0Host: a\r\n\r\n",
            status: 400
        ),
        GuardCase(
            testDescription: "a bare carriage return after the request line",
            line: "GET / HTTP/1.1\r",
            rest: "Host: a\r\n\r\n",
            status: 400
        ),
    ]

    static let all = framing + syntax + lines
}
