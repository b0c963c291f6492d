import Foundation

/// The operations of the services, as the repository's files tell of them.
enum Operations {
    /// The operations of the embedded service models, as `service:Name`.
    static func modelled() throws -> Set<String> {
        var names: Set<String> = []
        for path in Repository.files(in: "Sources/System/CAssets/blobs", endings: ["model"]) {
            let service = URL(filePath: path).deletingPathExtension().lastPathComponent
            for line in try Repository.text(path).split(separator: "\n") {
                let fields = line.split(separator: "\t", maxSplits: 2)
                if fields.count > 1, fields[0] == "operation" {
                    names.insert("\(service):\(fields[1])")
                }
            }
        }
        return names
    }

    /// The operations that a service registers with `.read`, `.write` or `.open`.
    static func implemented() throws -> Set<String> {
        var names: Set<String> = []
        for (service, folder) in [("iam", "IAMService"), ("sts", "STSService")] {
            for path in Repository.files(in: "Sources/Services/\(folder)", endings: ["swift"]) {
                let text = try Repository.text(path)
                for match in text.matches(of: /\.(?:read|write|open)\(\s*"([A-Z]\w+)"/) {
                    names.insert("\(service):\(match.1)")
                }
            }
        }
        return names
    }

    /// The operations that the clients' suite calls with and without the one permission they need.
    static func authorizationTested() throws -> Set<String> {
        let text = try Repository.text("Tests/Clients/authorization_table.py")
        return Set(
            text.matches(of: /Row\(\s*"(iam|sts)",\s*"(\w+)"/).map { "\($0.1):\($0.2)" }
        )
    }
}
