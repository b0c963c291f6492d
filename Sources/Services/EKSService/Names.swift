internal import ServiceModel

/// The forms of names in a cluster.
enum Names {
    /// The longest name of a cluster, in characters.
    ///
    /// - Source: EKS API Reference, CreateCluster, `name`.
    private static let clusterLimit = 100
    /// The longest name in Kubernetes, in characters.
    ///
    /// - Source: Kubernetes, "Object Names and IDs": DNS subdomain names (RFC 1123).
    private static let kubernetesLimit = 253

    /// - Source: EKS API Reference, CreateCluster: `^[0-9A-Za-z][A-Za-z0-9\-_]*`.
    static func check(cluster: String) throws(ServiceError) {
        let isValid =
            (1...clusterLimit).contains(cluster.utf8.count)
            && cluster.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x5F }
            && cluster.utf8.first.map(isLetterOrDigit) == true
        guard isValid else { throw .invalidParameter("The cluster name \(cluster) is not valid.") }
    }

    static func check(kubernetes name: String, _ member: String) throws(ServiceError) {
        let isValid =
            (1...kubernetesLimit).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                    || byte == 0x2E
            }
        guard isValid else { throw .invalidParameter("The \(member) \(name) is not valid.") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }
}
