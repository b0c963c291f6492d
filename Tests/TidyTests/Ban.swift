import Testing

/// Something that must not stand in a source file.
struct Ban: Sendable, CustomTestStringConvertible {
    /// What to look for; matched against one line of code.
    let pattern: String
    /// Texts of which a file must hold one for the pattern to match; quicker to look for.
    let words: [String]
    /// Why, and what to write instead.
    let reason: String
    /// Folders or files, from the root, that it holds for.
    var folders = ["Sources", "Tests", "Fuzz"]
    /// Beginnings of paths where it is allowed.
    var allowed: [String] = []
    /// Whether comments and literals count too.
    var seesEverything = false
    /// A line that the ban must catch: each ban proves that it can fail.
    let example: String

    var testDescription: String { pattern }
}

extension Ban {
    /// Every ban.
    static let all: [Ban] = [
        Ban(
            pattern: #"\btry!"#,
            words: ["try!"],
            reason: "crashes on an error: let it be thrown, or handle it",
            example: "let x = try! f()"
        ),
        Ban(
            pattern: #"\bfatalError\(\s*\)"#,
            words: ["fatalError"],
            reason: "say what cannot happen, and why",
            example: "fatalError()"
        ),
        Ban(
            pattern: #"\bpreconditionFailure\(\s*\)"#,
            words: ["preconditionFailure"],
            reason: "say what cannot happen, and why",
            example: "preconditionFailure()"
        ),
        Ban(
            pattern: #"\bAny\b"#,
            words: ["Any"],
            reason: "erases what a value is: use a type, an enum or a generic",
            folders: ["Sources", "Fuzz"],
            example: "let x: [String: Any] = [:]"
        ),
        Ban(
            pattern: #"\bimport\s+Foundation"#,
            words: ["Foundation"],
            reason: "slow on hot paths and fifty megabytes: use the standard library, Base, Markup",
            folders: ["Sources", "Fuzz"],
            example: "import FoundationEssentials"
        ),
        Ban(
            pattern: #"\b(DateFormatter|ISO8601DateFormatter|NSRegularExpression)\b"#,
            words: ["DateFormatter", "NSRegularExpression"],
            reason: "slow, and not for hostile input: use Timestamp, or a matcher on bytes",
            example: "let f = DateFormatter()"
        ),
        Ban(
            pattern: #"\bTask(\.detached)?\s*\{"#,
            words: ["Task"],
            reason: "no request may hop threads: use OSThread for background work",
            example: "Task { await f() }"
        ),
        Ban(
            pattern: #"\bactor\s+\w+"#,
            words: ["actor "],
            reason: "a hop costs more than a request: use Mutex",
            folders: ["Sources"],
            example: "actor Cache {"
        ),
        Ban(
            pattern: #"(^|[^\w.])print\("#,
            words: ["print("],
            reason: "only the command line writes to standard output; events go to the EventLog",
            folders: ["Sources"],
            allowed: [
                "Sources/Server/rolecall/", "Sources/Server/Server/Commands/",
                // Its statements have a method of that name.
                "Sources/Policy/PolicyLanguage/PolicyDocument+Printing",
            ],
            example: "print(x)"
        ),
        Ban(
            pattern: #"\b(u|nano)?sleep\("#,
            words: ["sleep("],
            reason: "wait for what is to happen, with a Monitor",

            // Stopping waits for a counter of the C library's, once in the process's life.
            allowed: ["Sources/Server/HTTPServer/HTTPServer.swift"],
            example: "usleep(10)"
        ),
        Ban(
            pattern: #"\b(clock_gettime|gettimeofday|ContinuousClock|SuspendingClock)\b"#,
            words: ["clock_gettime", "gettimeofday", "ContinuousClock", "SuspendingClock"],
            reason: "time is a parameter: take a Clock",
            folders: ["Sources"],
            allowed: ["Sources/Primitives/Base/Clock"],
            example: "clock_gettime(0, &x)"
        ),
        Ban(
            pattern: #"\bDate\(\s*\)|\bDate\.now\b"#,
            words: ["Date(", "Date.now"],
            reason: "time is a parameter: take a Clock",
            example: "let now = Date()"
        ),
        Ban(
            pattern: #"\b(SystemRandomNumberGenerator|arc4random\w*)\b|\.random\(in:[^,)]*\)"#,
            words: ["SystemRandom", "arc4random", ".random("],
            reason: "randomness is a parameter: take a RandomSource",
            folders: ["Sources"],
            allowed: ["Sources/Primitives/Base/RandomSource"],
            example: "Int.random(in: 0..<3)"
        ),
        Ban(
            pattern: #"@testable\b"#,
            words: ["@testable"],
            reason: "test what callers see; package access is enough",
            example: "@testable import X"
        ),
        Ban(
            pattern: #"\b(FIXME|TODO|XXX)\b"#,
            words: ["FIXME", "TODO", "XXX"],
            reason: "finish it, or file an issue",
            allowed: ["Tests/TidyTests/"],
            seesEverything: true,
            example: "// TODO later"
        ),
        Ban(
            pattern: #"["' (](/work/|/root/|/home/\w|/Users/\w)"#,
            words: ["/work/", "/root/", "/home/", "/Users/"],
            reason: "a path of one machine: find it from the repository's root, or take it",
            folders: [
                "Sources", "Tests", "Fuzz", "Scripts", "Makefile", ".ci", "Package.swift", "Docs",
                "Examples", "Benchmarks", "README.md", "CONTRIBUTING.md",
            ],
            allowed: ["Tests/TidyTests/"],
            seesEverything: true,
            example: #"open("/work/x")"#
        ),
    ]
}
