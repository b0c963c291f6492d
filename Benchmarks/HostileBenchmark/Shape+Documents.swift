extension Shape {
    /// Texts that cost the reader.
    static let syntax = [
        Shape("nesting", "", repeating: "[", ""),
        Shape("nested objects", "", repeating: #"{"a":"#, ""),
        Shape("white space", "{", repeating: " \n", "}"),
        Shape("one name twice", "{", #","n0":1}"#) { #""n\#($0)":1"# },
        Shape("escaped names", "{", repeating: #""\u0061\u0062\u0063\u0064":1,"#, "}"),
        Shape(statement: "long name", #""Sid":""#, repeating: "a", "\""),
        Shape(statement: "escapes", #""Sid":""#, repeating: #"\u0061"#, "\""),
        Shape(statement: "combining marks", #""Sid":"e"#, repeating: "\u{301}", "\""),
        Shape(
            statement: "marks on a resource",
            action + #""Resource":"$e"#,
            repeating: "\u{301}",
            "\""
        ),
        Shape(statement: "flags", action + #""Resource":"${"#, repeating: "🇨🇭", "}\""),
        Shape(
            statement: "long operator",
            action + resource + #""Condition":{""#,
            repeating: "Null:",
            "\":{}}"
        ),
    ]

    /// Long lists.
    static let lists = [
        Shape(list: "actions", #""Resource":"*","Action":["#, "]") { "\"s3:\($0)\"" },
        Shape(list: "actions of services", #""Resource":"*","Action":["#, "]") { "\"\($0):a\"" },
        Shape(list: "wildcards in actions", #""Resource":"*","Action":["#, "]") {
            "\"s3:*a*\($0)*b\""
        },
        Shape(list: "growing actions", #""Resource":"*","Action":["#, "]") {
            "\"s3:" + String(repeating: "a", count: $0 % 64) + "*\""
        },
        Shape(statement: "colons in an action", resource + #""Action":""#, repeating: ":", "\""),
        Shape(list: "resources", action + #""Resource":["#, "]") { "\"arn:aws:s3:::\($0)\"" },
        Shape(
            statement: "colons in a resource",
            action + #""Resource":"arn:"#,
            repeating: ":",
            "\""
        ),
        Shape(list: "principals", action + resource + #""NotPrincipal":{"AWS":["#, "]}") {
            "\"arn:aws:sts::123456789012:assumed-role/app/\($0)\""
        },
    ]

    /// Patterns held against the letter that they repeat.
    static let patterns =
        [
            "a", "aa", "ab", "aaaaaaab", "aaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaab", "a?b",
            "aaaaaa?b",
            "aaaaaaaaaaaaaa?b", "?",
        ].flatMap { run in
            [
                Shape(
                    statement: "one pattern of *\(run)*",
                    action + #""Resource":"arn:aws:s3:::"#,
                    repeating: "*" + run,
                    "*b*\""
                ),
                Shape(list: "patterns of *\(run)*b*", action + #""Resource":["#, "]") { _ in
                    "\"arn:aws:s3:::*\(run)*b*\""
                },
            ]
        } + [
            Shape(
                statement: "question marks",
                action + #""Resource":"arn:aws:s3:::*"#,
                repeating: "?",
                "b*\""
            ),
            Shape(
                statement: "letters and question marks",
                action + #""Resource":"arn:aws:s3:::*"#,
                repeating: "a?",
                "b*\""
            ),
            Shape(list: "runs of question marks", action + #""Resource":["#, "]") { _ in
                "\"arn:aws:s3:::*" + String(repeating: "a?", count: 200) + "b*\""
            },
            Shape(list: "stars in all parts", action + #""Resource":["#, "]") { _ in
                "\"arn:*:*:*:*:*a*b\""
            },
        ]

    /// Variables with values, with defaults, and cut short.
    static let variables = [
        Shape(list: "variables", action + #""Resource":["#, "]") { _ in
            "\"arn:aws:s3:::${k:header}b\""
        },
        Shape(
            statement: "variables in one pattern",
            action + #""Resource":"arn:aws:s3:::*"#,
            repeating: "${k:number}",
            "\""
        ),
        Shape(
            statement: "long values in one pattern",
            action + #""Resource":"arn:aws:s3:::*"#,
            repeating: "${k:header}",
            "\""
        ),
        Shape(
            statement: "unknown variables",
            action + #""Resource":"arn:aws:s3:::*"#,
            repeating: "${a}",
            "\""
        ),
        Shape(
            statement: "defaults",
            action + #""Resource":"arn:aws:s3:::*"#,
            repeating: "${a, 'aaaa'}",
            "\""
        ),
        Shape(
            statement: "open variables",
            action + #""Resource":"arn:aws:s3:::*"#,
            repeating: "${a,'",
            "\""
        ),
        Shape(
            statement: "open braces",
            action + #""Resource":"arn:aws:s3:::*"#,
            repeating: "${",
            "\""
        ),
        Shape(statement: "dollars", action + #""Resource":"arn:aws:s3:::*"#, repeating: "$", "\""),
    ]
}
