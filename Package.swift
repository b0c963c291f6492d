// swift-tools-version: 6.2
import PackageDescription

/// One row of the house: a target, the room (folder) that it is in, and what it may import.
///
/// Rooms are listed from the ground up; imports point downward only. `TidyTests` reads this table.
struct Row {
    var name: String
    var room: String
    var dependencies: [String] = []
    var kind = Kind.library
    var linked: [String] = []
    /// Folders of the system's headers, and what they want to be defined.
    var headers: [String] = []
    var defined: [String] = []

    enum Kind { case system, clang, library, executable, test }
}

let rows: [Row] = [
    // System: one target per C library, each imported by exactly one Swift target.
    Row(name: "CMicroHTTPD", room: "System", kind: .clang, linked: ["microhttpd", "gnutls"]),
    Row(name: "CCrypto", room: "System", kind: .clang, linked: ["crypto"]),
    Row(name: "CSQLite", room: "System", kind: .clang, linked: ["sqlite3"]),
    Row(name: "CAssets", room: "System", kind: .clang),
    Row(name: "CCurl", room: "System", kind: .clang, linked: ["curl", "ssl", "crypto"]),
    Row(name: "CQRCode", room: "System", kind: .clang, linked: ["qrencode"]),
    Row(
        name: "CXMLSec",
        room: "System",
        kind: .clang,
        linked: ["xmlsec1-openssl", "xmlsec1", "xml2", "crypto"],
        headers: ["libxml2", "xmlsec1"],
        // As Debian's library was built: `pkg-config --cflags xmlsec1-openssl`.
        defined: [
            "__XMLSEC_FUNCTION__=__func__", "XMLSEC_NO_SIZE_T", "XMLSEC_NO_GOST",
            "XMLSEC_NO_GOST2012", "XMLSEC_NO_CRYPTO_DYNAMIC_LOADING", "XMLSEC_CRYPTO_OPENSSL",
            "XMLSEC_OPENSSL3_ENGINES",
        ]
    ),

    // Primitives: know nothing of AWS's services.
    Row(name: "Base", room: "Primitives"),
    Row(name: "Markup", room: "Primitives", dependencies: ["Base"]),
    Row(name: "Cryptography", room: "Primitives", dependencies: ["Base", "CCrypto"]),
    Row(name: "HTTPMessage", room: "Primitives", dependencies: ["Base"]),
    Row(name: "Telemetry", room: "Primitives", dependencies: ["Base"]),
    Row(name: "Assets", room: "Primitives", dependencies: ["CAssets"]),
    Row(name: "QRCode", room: "Primitives", dependencies: ["Cryptography", "CQRCode"]),
    Row(name: "Fetching", room: "Primitives", dependencies: ["CCurl"]),

    // Policy: pure. No I/O, no clock, no randomness, no Foundation.
    Row(name: "PolicyLanguage", room: "Policy", dependencies: ["Base", "Markup"]),
    Row(name: "PolicyEngine", room: "Policy", dependencies: ["Base", "Markup", "PolicyLanguage"]),
    Row(
        name: "PolicyReference",
        room: "Policy",
        dependencies: ["Base", "Markup", "PolicyLanguage"]
    ),
    Row(name: "ServiceCatalog", room: "Policy", dependencies: ["Base", "Assets"]),
    Row(
        name: "PolicyCases",
        room: "Policy",
        dependencies: ["Base", "Markup", "PolicyLanguage", "PolicyEngine", "PolicyReference"]
    ),

    // Identity: who exists, and what they hold.
    Row(name: "Store", room: "Identity", dependencies: ["Base"]),
    Row(name: "StoreSQLite", room: "Identity", dependencies: ["Base", "Store", "CSQLite"]),
    Row(
        name: "Directory",
        room: "Identity",
        dependencies: [
            "Base", "Markup", "Store", "Cryptography", "PolicyLanguage", "PolicyEngine",
            "Assets",
        ]
    ),
    Row(name: "Tokens", room: "Identity", dependencies: ["Base", "Cryptography"]),
    Row(
        name: "WebIdentity",
        room: "Identity",
        dependencies: ["Base", "Markup", "Cryptography"]
    ),
    Row(
        name: "SAML",
        room: "Identity",
        dependencies: ["Base", "Markup", "Cryptography", "CXMLSec"]
    ),

    // Wire: what clients and servers say to each other.
    Row(
        name: "Signature",
        room: "Wire",
        dependencies: ["Base", "HTTPMessage", "Cryptography"]
    ),
    Row(name: "ServiceModel", room: "Wire", dependencies: ["Base", "Assets"]),
    Row(
        name: "WireProtocols",
        room: "Wire",
        dependencies: ["Base", "Markup", "ServiceModel"]
    ),

    // Services: never import each other, a store's adapter, or HTTP.
    Row(
        name: "ServiceKit",
        room: "Services",
        dependencies: [
            "Base", "Markup", "HTTPMessage", "Cryptography", "Store", "Directory", "Tokens",
            "Signature", "PolicyLanguage", "PolicyEngine", "ServiceModel", "ServiceCatalog",
            "WebIdentity",
        ]
    ),
    Row(
        name: "IAMService",
        room: "Services",
        dependencies: [
            "Base", "Markup", "Store", "Directory", "PolicyLanguage", "PolicyEngine",
            "ServiceModel", "ServiceCatalog", "ServiceKit", "Cryptography",
            "QRCode",
        ]
    ),
    Row(
        name: "STSService",
        room: "Services",
        dependencies: [
            "Base", "Markup", "Store", "Directory", "Tokens", "PolicyLanguage", "PolicyEngine",
            "ServiceModel", "ServiceKit", "Cryptography", "SAML", "WebIdentity",
        ]
    ),
    Row(
        name: "EC2Service",
        room: "Services",
        dependencies: [
            "Base", "Directory", "PolicyEngine", "ServiceModel", "ServiceKit", "Cryptography",
        ]
    ),
    Row(
        name: "RolecallService",
        room: "Services",
        dependencies: [
            "Base", "Markup", "Directory", "Tokens", "PolicyEngine", "ServiceModel", "ServiceKit",
            "Cryptography",
        ]
    ),
    Row(
        name: "EKSService",
        room: "Services",
        dependencies: [
            "Base", "Directory", "Tokens", "PolicyLanguage", "PolicyEngine", "ServiceModel",
            "ServiceKit", "Cryptography", "WebIdentity",
        ]
    ),
    Row(
        name: "RolesAnywhereService",
        room: "Services",
        dependencies: [
            "Base", "Directory", "Tokens", "PolicyLanguage", "Signature", "ServiceModel",
            "ServiceKit", "Cryptography",
        ]
    ),
    Row(
        name: "S3Service",
        room: "Services",
        dependencies: [
            "Base", "Markup", "Store", "Directory", "PolicyLanguage", "PolicyEngine",
            "HTTPMessage", "ServiceKit", "Cryptography",
        ]
    ),

    // Workloads: what gives roles to the code that runs beside it.
    Row(
        name: "Workloads",
        room: "Workloads",
        dependencies: [
            "Base", "Markup", "HTTPMessage", "Cryptography", "Fetching", "Signature",
        ]
    ),

    // Server: wiring, and the way in.
    Row(name: "HTTPServer", room: "Server", dependencies: ["Base", "HTTPMessage", "CMicroHTTPD"]),
    Row(
        name: "Server",
        room: "Server",
        dependencies: [
            "Base", "Markup", "Cryptography", "HTTPMessage", "Telemetry", "Assets",
            "PolicyLanguage", "PolicyEngine", "PolicyCases", "ServiceCatalog", "Store",
            "StoreSQLite", "Directory",
            "Tokens", "Signature", "ServiceModel", "WireProtocols", "ServiceKit", "IAMService",
            "STSService", "EC2Service", "RolecallService", "EKSService", "RolesAnywhereService",
            "S3Service", "HTTPServer", "Fetching", "Workloads", "WebIdentity",
        ]
    ),
    Row(name: "rolecall", room: "Server", dependencies: ["Server"], kind: .executable),
]

let tests: [Row] = [
    Row(name: "BaseTests", room: "", dependencies: ["Base"]),
    Row(name: "MarkupTests", room: "", dependencies: ["Base", "Markup"]),
    Row(name: "CryptographyTests", room: "", dependencies: ["Base", "Cryptography"]),
    Row(name: "QRCodeTests", room: "", dependencies: ["QRCode"]),
    Row(
        name: "FetchingTests",
        room: "",
        dependencies: ["Base", "Fetching", "HTTPMessage", "HTTPServer"]
    ),
    Row(
        name: "PolicyLanguageTests",
        room: "",
        dependencies: ["Base", "Markup", "PolicyLanguage"]
    ),
    Row(
        name: "PolicyEngineTests",
        room: "",
        dependencies: ["Base", "Markup", "PolicyLanguage", "PolicyEngine"]
    ),
    Row(
        name: "PolicyCasesTests",
        room: "",
        dependencies: [
            "Base", "Markup", "PolicyLanguage", "PolicyEngine", "PolicyReference", "PolicyCases",
            "ServiceCatalog",
        ]
    ),
    Row(name: "StoreTests", room: "", dependencies: ["Base", "Store", "StoreSQLite"]),
    Row(
        name: "DirectoryTests",
        room: "",
        dependencies: [
            "Base", "Store", "StoreSQLite", "Directory", "Cryptography", "PolicyLanguage",
            "PolicyEngine",
        ]
    ),
    Row(name: "TokensTests", room: "", dependencies: ["Base", "Cryptography", "Tokens"]),
    Row(name: "SAMLTests", room: "", dependencies: ["Base", "Cryptography", "SAML"]),
    Row(
        name: "WebIdentityTests",
        room: "",
        dependencies: ["Base", "Cryptography", "WebIdentity"]
    ),
    Row(
        name: "SignatureTests",
        room: "",
        dependencies: ["Base", "HTTPMessage", "Cryptography", "Signature"]
    ),
    Row(
        name: "WireProtocolsTests",
        room: "",
        dependencies: ["Base", "Markup", "Assets", "ServiceModel", "WireProtocols"]
    ),
    Row(name: "HTTPServerTests", room: "", dependencies: ["Base", "HTTPMessage", "HTTPServer"]),
    Row(
        name: "ServiceTests",
        room: "",
        dependencies: [
            "Base", "Markup", "Cryptography", "HTTPMessage", "PolicyLanguage", "PolicyEngine",
            "Store",
            "StoreSQLite", "Directory", "Tokens", "Signature", "ServiceModel", "ServiceCatalog",
            "WireProtocols", "ServiceKit", "IAMService", "STSService", "S3Service", "HTTPServer",
            "Server", "Telemetry", "Assets", "PolicyCases", "PolicyReference",
        ]
    ),
    Row(
        name: "ServerTests",
        room: "",
        dependencies: [
            "Base", "Markup", "Cryptography", "HTTPMessage", "Telemetry", "Store", "Directory",
            "Tokens", "ServiceModel", "ServiceKit", "IAMService", "STSService", "EC2Service",
            "RolecallService", "EKSService", "Server", "WebIdentity",
        ]
    ),
    Row(
        name: "WorkloadsTests",
        room: "",
        dependencies: [
            "Base", "Markup", "HTTPMessage", "Cryptography", "Fetching", "Signature", "Workloads",
        ]
    ),
    Row(
        name: "TidyTests",
        room: "",
        dependencies: [
            "Base", "ServiceKit", "IAMService", "STSService", "EC2Service", "RolecallService",
            "EKSService", "RolesAnywhereService",
        ]
    ),
].map { row in
    var row = row
    row.kind = .test
    return row
}

/// Coverage-guided fuzz targets; built only by `make fuzz`, which sets `ROLECALL_FUZZ`.
///
/// Each is a folder `Fuzz/<name>` with one Swift file that defines `LLVMFuzzerTestOneInput`.
let fuzzers: [Row] = [
    Row(name: "JSONFuzz", room: "", dependencies: ["Markup"]),
    Row(name: "PolicyFuzz", room: "", dependencies: ["PolicyLanguage", "PolicyEngine"]),
    Row(name: "ConditionFuzz", room: "", dependencies: ["PolicyLanguage", "PolicyEngine"]),
    Row(name: "FormFuzz", room: "", dependencies: ["ServiceModel", "WireProtocols"]),
    Row(name: "XMLFuzz", room: "", dependencies: ["Markup"]),
    Row(name: "HTTPHeadFuzz", room: "", dependencies: ["HTTPMessage", "HTTPServer"]),
    Row(
        name: "S3RequestFuzz",
        room: "",
        dependencies: ["Base", "HTTPMessage", "Store", "S3Service"]
    ),
    Row(
        name: "AuthorizationFuzz",
        room: "",
        dependencies: ["Base", "HTTPMessage", "Cryptography", "Signature"]
    ),
    Row(
        name: "ChunkedFuzz",
        room: "",
        dependencies: ["HTTPMessage", "Cryptography", "Signature"]
    ),
    Row(name: "TokenFuzz", room: "", dependencies: ["Base", "Cryptography", "Tokens"]),
    Row(
        name: "WebTokenFuzz",
        room: "",
        dependencies: ["Base", "Cryptography", "WebIdentity"]
    ),
    Row(name: "SAMLFuzz", room: "", dependencies: ["Base", "Cryptography", "SAML"]),
    Row(name: "ProviderFuzz", room: "", dependencies: ["Base", "Cryptography", "Directory"]),
    Row(
        name: "WorkloadFuzz",
        room: "",
        dependencies: [
            "Base", "Cryptography", "Fetching", "HTTPMessage", "HTTPServer", "Workloads",
        ]
    ),
]

/// Programs that measure; built only with `ROLECALL_BENCH` set.
let benchmarks: [Row] = [
    Row(
        name: "PolicyBenchmark",
        room: "",
        dependencies: ["Base", "PolicyLanguage", "PolicyEngine"]
    ),
    Row(
        name: "HostileBenchmark",
        room: "",
        dependencies: ["Base", "PolicyLanguage", "PolicyEngine"]
    ),
]

let isFuzzing = Context.environment["ROLECALL_FUZZ"] != nil

/// Coverage guides the fuzzer only through code that is compiled with these.
let instrumented: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer,address"])]

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

func target(_ row: Row) -> Target {
    let dependencies = row.dependencies.map { Target.Dependency.byName(name: $0) }
    let linked = row.linked.map { LinkerSetting.linkedLibrary($0) }
    switch row.kind {
    case .system, .clang:
        return .target(
            name: row.name,
            path: "Sources/\(row.room)/\(row.name)",
            cSettings: [
                .unsafeFlags(
                    ["-std=gnu2x", "-Wall", "-Wextra", "-Werror"]
                        + row.headers.flatMap { ["-isystem", "/usr/include/\($0)"] }
                )
            ] + row.defined.map { .define($0) },
            linkerSettings: linked
        )
    case .library:
        return .target(
            name: row.name,
            dependencies: dependencies,
            path: "Sources/\(row.room)/\(row.name)",
            swiftSettings: isFuzzing ? settings + instrumented : settings
        )
    case .executable:
        return .executableTarget(
            name: row.name,
            dependencies: dependencies,
            path: "Sources/\(row.room)/\(row.name)",
            swiftSettings: settings
        )
    case .test:
        return .testTarget(
            name: row.name,
            dependencies: dependencies,
            path: "Tests/\(row.name)",
            swiftSettings: settings
        )
    }
}

func fuzzTarget(_ row: Row) -> Target {
    .executableTarget(
        name: row.name,
        dependencies: (row.dependencies + ["CFuzzMain"]).map { .byName(name: $0) },
        path: "Fuzz/\(row.name)",
        exclude: ["corpus"],
        swiftSettings: settings + instrumented + [.unsafeFlags(["-parse-as-library"])],
        linkerSettings: [
            .unsafeFlags([
                "-sanitize=fuzzer,address",
                "-Xlinker", "--defsym=\(row.name)_main=rolecall_fuzz_main",
                "-Xlinker", "--defsym=main=rolecall_fuzz_main",
            ])
        ]
    )
}

func benchmarkTarget(_ row: Row) -> Target {
    .executableTarget(
        name: row.name,
        dependencies: row.dependencies.map { .byName(name: $0) },
        path: "Benchmarks/\(row.name)",
        swiftSettings: settings
    )
}

let isBenchmarking = Context.environment["ROLECALL_BENCH"] != nil

/// The entry point of the fuzz programs.
let fuzzMain = Target.target(name: "CFuzzMain", path: "Fuzz/CFuzzMain")

let package = Package(
    name: "rolecall",
    products: [
        .executable(name: "rolecall", targets: ["rolecall"]),
        .library(name: "RolecallPolicy", targets: ["PolicyLanguage", "PolicyEngine"]),
    ],
    targets: isFuzzing
        ? rows.map(target) + [fuzzMain] + fuzzers.map(fuzzTarget)
        : isBenchmarking
            ? rows.map(target) + benchmarks.map(benchmarkTarget) : (rows + tests).map(target)
)
