extension Shape {
    /// Conditions with many keys, many values, and values that are long.
    static let conditions = [
        Shape(list: "condition keys", action + resource + #""Condition":{"StringEquals":{"#, "}}") {
            "\"k:\($0)\":\"\""
        },
        Shape(list: "absent keys", action + resource + #""Condition":{"Null":{"#, "}}") {
            "\"k:\($0)\":true"
        },
        values("StringEquals", "aws:TagKeys") { "\"\($0)\"" },
        values("StringEqualsIgnoreCase", "aws:TagKeys") { "\"\($0)\"" },
        values("StringLike", "aws:TagKeys") { "\"*\($0)*\"" },
        values("StringLike", "aws:TagKeys", "short stars") { _ in "\"*b\"" },
        values("StringLike", "aws:TagKeys", "stars") { _ in "\"*a*b*\"" },
        values("StringLike", "aws:TagKeys", "variables") { _ in "\"${k:number}\"" },
        values("StringLike", "aws:TagKeys", "tags") { "\"*${aws:PrincipalTag/t\($0 % 50)}b\"" },
        values("ArnLike", "aws:TagKeys") { "\"arn:\($0)\"" },
        values("NumericEquals", "aws:TagKeys") { "\"\($0)\"" },
        values("IpAddress", "aws:TagKeys") { "\"::\(String($0 % 65536, radix: 16))\"" },
        values("NumericEquals", "k:number") { "\($0)" },
        values("NumericLessThan", "k:number", "long") { _ in
            "\"" + String(repeating: "0", count: 900) + "\""
        },
        values("DateEquals", "k:moment") { "\"\(1000 + $0 % 9000)-01-01\"" },
        values("IpAddress", "k:address") { "\"::\(String($0 % 65536, radix: 16))\"" },
        values("BinaryEquals", "k:header") { _ in "\"AAAA\"" },
        Shape(
            statement: "a long number",
            action + resource + #""Condition":{"NumericEquals":{"k:number":""#,
            repeating: "1",
            "\"}}"
        ),
        Shape(
            statement: "a long date",
            action + resource + #""Condition":{"DateEquals":{"k:moment":""#,
            repeating: "1",
            "\"}}"
        ),
        Shape(
            statement: "a long fraction",
            action + resource + #""Condition":{"DateEquals":{"k:moment":"2026-01-01T00:00:00."#,
            repeating: "1",
            "Z\"}}"
        ),
    ]

    private static func values(
        _ name: String,
        _ key: String,
        _ kind: String = "values",
        part: @escaping @Sendable (Int) -> String
    ) -> Shape {
        let quantifier = key == "aws:TagKeys" ? "ForAnyValue:" : ""
        return Shape(
            list: "\(name) of \(key), \(kind)",
            action + resource + #""Condition":{"\#(quantifier)\#(name)":{"\#(key)":["#,
            "]}}",
            part: part
        )
    }

    /// Many statements, and statements that are found in many ways.
    static let statements = [
        many("statements", #""Action":"s3:*","Resource":"*""#),
        many("statements on other services", #""Action":"ec2:*","Resource":"*""#),
        many(
            "statements with a condition",
            #""Action":"s3:*","Resource":"*","Condition":{"Null":{"k:header":true}}"#
        ),
        many("names", #""Action":"s3:*","Resource":"*""#) { #""Sid":"n\#($0)","# },
        many(
            "growing actions and resources",
            "\"Action\":[\((0..<64).map { "\"s3:\(letters($0))*\"" }.joined(separator: ","))],"
                + "\"Resource\":[\((0..<64).map { "\"arn:aws:s3:::\(letters($0))*\"" }.joined(separator: ","))],"
                + #""Condition":{"Null":{"k:header":true}}"#
        ),
        many(
            "actions times resources",
            "\"Action\":[\((0..<500).map { "\"s3:a\($0)*\"" }.joined(separator: ","))],"
                + "\"Resource\":[\((0..<64).map { "\"arn:aws:s3:::\($0)\(letters(90))*\"" }.joined(separator: ","))]"
        ),
    ]

    private static func letters(_ count: Int) -> String { String(repeating: "a", count: count) }

    private static func many(
        _ name: String,
        _ body: String,
        _ sid: @escaping @Sendable (Int) -> String = { _ in "" }
    ) -> Shape {
        Shape(name, #"{"Version":"2012-10-17","Statement":["#, "]}") { number in
            #"{"Effect":"Allow","Principal":"*",\#(sid(number))\#(body)}"#
        }
    }
}
