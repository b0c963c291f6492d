internal import Base
internal import Directory
internal import Markup

/// `rolecall cluster …`: the Kubernetes clusters whose pods may get roles.
extension ControlDesk {
    /// The longest name of a cluster, in characters.
    ///
    /// - Source: botocore, `eks-auth` model, shape `ClusterName`.
    private static let clusterNameLimit = 100
    /// The longest URL of an issuer, in bytes.
    ///
    /// - Source: IAM User Guide, "IAM and AWS STS quotas", OIDC provider URL.
    private static let issuerLimit = 255

    /// `cluster put NAME --issuer URL [--account ID] [--region R]`.
    func putCluster(_ words: ArraySlice<String>) throws -> [UInt8] {
        let arguments = try Arguments(words, options: ["issuer", "account", "region"])
        let (account, region) = try place(arguments)
        let name = try clusterName(arguments)
        guard let issuer = arguments["issuer"], issuer.utf8.count <= Self.issuerLimit,
            issuer.hasPrefix("https://") || issuer.hasPrefix("http://")
        else { throw Arguments.Failure(message: "--issuer needs the URL of the tokens' issuer") }
        let cluster = try accounts.waiting { completion in
            accounts.directory.write(
                account,
                { try $0.putCluster(named: name, in: region, issuer: issuer) },
                completion: completion
            )
        }
        var writer = JSONWriter()
        Self.write(cluster, to: &writer)
        return writer.bytes
    }

    /// `cluster list [--account ID]`.
    func listClusters(_ words: ArraySlice<String>) throws -> [UInt8] {
        let arguments = try Arguments(words, options: ["account", "region"])
        let (account, _) = try place(arguments)
        guard arguments.operands.isEmpty else {
            throw Arguments.Failure(message: "cluster list takes no operands")
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("Clusters")
        writer.beginArray()
        for cluster in try accounts.directory.read(account, { try $0.clusters() })
        where arguments["region"] ?? cluster.region == cluster.region {
            Self.write(cluster, to: &writer)
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// `cluster delete NAME [--account ID] [--region R]`: its associations go with it.
    func deleteCluster(_ words: ArraySlice<String>) throws -> [UInt8] {
        let arguments = try Arguments(words, options: ["account", "region"])
        let (account, region) = try place(arguments)
        let name = try clusterName(arguments)
        let isDeleted = try accounts.waiting { completion in
            accounts.directory.write(
                account,
                { try $0.deleteCluster(named: name, in: region) },
                completion: completion
            )
        }
        guard isDeleted else {
            throw Arguments.Failure(message: "there is no cluster \(name) in \(region)")
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("Arn", EKSCluster.arn(account, region, name))
        writer.endObject()
        return writer.bytes
    }

    private func place(
        _ arguments: Arguments
    ) throws(Arguments.Failure) -> (AccountID, region: String) {
        guard let account = arguments["account"].map({ AccountID($0) }) ?? firstAccount else {
            throw Arguments.Failure(message: "--account needs twelve digits")
        }
        let region = arguments["region"] ?? "us-east-1"
        guard !region.isEmpty, region.utf8.count <= 64, region.utf8.allSatisfy(Self.isNameByte)
        else { throw Arguments.Failure(message: "--region needs the name of a region") }
        return (account, region)
    }

    private func clusterName(_ arguments: Arguments) throws(Arguments.Failure) -> String {
        guard arguments.operands.count == 1, let name = arguments.operands.first,
            (1...Self.clusterNameLimit).contains(name.utf8.count), let first = name.utf8.first,
            first != 0x2D, first != 0x5F, name.utf8.allSatisfy(Self.isNameByte)
        else {
            throw Arguments.Failure(
                message: "a cluster is named by letters, digits, hyphens and underscores"
            )
        }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }

    private static func write(_ cluster: EKSCluster, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("Arn", cluster.arn)
        writer.member("Name", cluster.name)
        writer.member("AccountId", cluster.account.description)
        writer.member("Region", cluster.region)
        writer.member("Issuer", cluster.issuer)
        writer.member("CreateDate", cluster.createDate.description)
        writer.endObject()
    }
}
