/// The metadata of an instance, by path: values, and pages that list what is below a path.
///
/// - Source: Amazon EC2 User Guide, "Instance metadata categories".
struct MetadataTree: Sendable {
    let description: InstanceDescription
    /// Paths without slashes at their ends.
    private var pages: [String: String] = [:]

    init(_ description: InstanceDescription) {
        self.description = description
        var entries = Self.values(description)
        if description.profileARN != nil {
            entries.append(("meta-data/iam/info", ""))
            if let role = description.roleName {
                entries.append(("meta-data/iam/security-credentials/\(role)", ""))
            } else {
                pages["meta-data/iam/security-credentials"] = ""
            }
        }
        if description.identity != nil {
            for name in ["document", "pkcs7", "rsa2048", "signature"] {
                entries.append(("dynamic/instance-identity/\(name)", ""))
            }
        }
        fill(entries)
    }

    /// The value or the list at a path; nil when there is none.
    func page(_ path: String) -> String? { pages[path] }

    private mutating func fill(_ entries: [(path: String, value: String)]) {
        var lists: [String: Set<String>] = [:]
        for (path, value) in entries {
            pages[path] = value
            var below = ""
            var name = ""
            for part in path.split(separator: "/").reversed() {
                // From the leaf up: what is below a part ends in a slash, unless it is the leaf.
                let parent = path.dropLast(below.utf8.count + part.utf8.count)
                name = below.isEmpty ? String(part) : "\(part)/"
                lists[String(parent.hasSuffix("/") ? parent.dropLast() : parent), default: []]
                    .insert(name)
                below = "/\(part)\(below)"
            }
        }
        for (path, names) in lists { pages[path] = names.sorted().joined(separator: "\n") }
    }

    private static func values(
        _ instance: InstanceDescription
    ) -> [(path: String, value: String)] {
        let host = hostName(instance)
        var rows: [(String, String)] = [
            ("ami-id", instance.imageID),
            ("ami-launch-index", "0"),
            ("hostname", host),
            ("instance-action", "none"),
            ("instance-id", instance.instanceID),
            ("instance-life-cycle", "on-demand"),
            ("instance-type", instance.instanceType),
            ("local-hostname", host),
            ("local-ipv4", instance.privateAddress),
            ("placement/availability-zone", instance.availabilityZone),
            ("placement/region", instance.region),
            ("services/domain", "amazonaws.com"),
            ("services/partition", "aws"),
        ]
        if instance.options.showsTags {
            for (key, value) in instance.tags where isShown(key) {
                rows.append(("tags/instance/\(key)", value))
            }
        }
        return rows.map { (path: "meta-data/\($0.0)", value: $0.1) }
    }

    /// - Source: Amazon EC2 User Guide, "EC2 instance hostnames", IP name.
    private static func hostName(_ instance: InstanceDescription) -> String {
        let digits = instance.privateAddress.split(separator: ".").joined(separator: "-")
        let zone =
            instance.region == "us-east-1" ? "ec2.internal" : "\(instance.region).compute.internal"
        return "ip-\(digits).\(zone)"
    }

    /// Tags in metadata have keys that can stand in a path.
    ///
    /// - Source: Amazon EC2 User Guide, "Tag your resources", tag restrictions for instance metadata.
    private static func isShown(_ key: String) -> Bool {
        guard !key.isEmpty, key != ".", key != "..", key != "_index" else { return false }
        return key.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case 0x2B, 0x2D, 0x3D, 0x2E, 0x5F, 0x3A, 0x40, 0x2C: true
            default: false
            }
        }
    }
}
