package import Base

/// What an agent serves, as its configuration file says.
package struct Configuration: Sendable {
    /// Where an agent's endpoint listens.
    package struct Listener: Sendable, Hashable {
        /// The address.
        package let address: IPAddress
        /// The port; 0 lets the system choose.
        package let port: UInt16

        /// Takes address and port.
        package init(address: IPAddress, port: UInt16) {
            self.address = address
            self.port = port
        }
    }

    /// The servers of one installation, and the keys to call them with.
    package struct Server: Sendable {
        /// Where they are; empty when the environment says.
        package var endpoints: [ServerEndpoint] = []
        /// The region; nil when the environment says.
        package var region: String?
        /// A PEM file of the certificates to trust.
        package var authorities: String?
        /// A JSON file with `AccessKeyId` and `SecretAccessKey`; nil when the environment says.
        package var keys: String?

        /// All as the environment says.
        package init() {}
    }

    /// An instance, and the addresses it asks from; none for every other address.
    package struct InstanceBinding: Sendable {
        /// Which instance.
        package let source: InstanceSource
        /// Where it asks from.
        package let addresses: [IPAddress]
        /// The name of its server.
        package let server: String
        /// How long its keys live.
        package let durationSeconds: Int?
    }

    /// A task.
    package struct TaskBinding: Sendable {
        /// The role.
        package let roleARN: String
        /// The service that takes the role.
        package let service: String
        /// The path of the keys.
        package let path: String
        /// What a request must prove.
        package let authorization: ContainerTask.Authorization
        /// Where it asks from.
        package let addresses: [IPAddress]
        /// The task's ARN, for conditions in the role's trust policy.
        package let taskARN: String?
        /// The name of its server.
        package let server: String
        /// How long its keys live.
        package let durationSeconds: Int?
    }

    /// A metadata service and its instances.
    package struct Instances: Sendable {
        /// Where it listens.
        package let listener: Listener
        /// Its instances.
        package let bindings: [InstanceBinding]
    }

    /// A container endpoint and its tasks.
    package struct Containers: Sendable {
        /// Where it listens.
        package let listener: Listener
        /// Its tasks.
        package let bindings: [TaskBinding]
    }

    /// An endpoint for the pods of an EKS cluster.
    package struct Pods: Sendable {
        /// Where it listens.
        package let listener: Listener
        /// The cluster.
        package let cluster: String
        /// The name of its server.
        package let server: String
    }

    /// The servers by name; the one without a name is the default.
    package var servers: [String: Server] = ["": Server()]
    /// The metadata services.
    package var instances: [Instances] = []
    /// The container endpoints.
    package var containers: [Containers] = []
    /// The endpoints for pods.
    package var pods: [Pods] = []
}

extension Configuration.Listener {
    /// Reads `ADDRESS:PORT`, IPv6 addresses in brackets.
    package init?(_ text: some StringProtocol) {
        let text = String(text)
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard let address = IPAddress(host) else { return nil }
        self.init(address: address, port: port)
    }
}

extension Configuration {
    /// One instance, which every address asks for.
    package init(instance source: InstanceSource, listener: Listener) {
        let binding = InstanceBinding(
            source: source,
            addresses: [],
            server: "",
            durationSeconds: nil
        )
        instances = [Instances(listener: listener, bindings: [binding])]
    }
}

extension Configuration {
    /// Where the endpoint for pods is at AWS.
    ///
    /// - Source: EKS User Guide, "Set up the Amazon EKS Pod Identity Agent".
    static let podListener = Listener(address: IPAddress(v4: 0xA9FE_AA17), port: 80)

    /// Whether a cluster may have this name.
    ///
    /// - Source: botocore, `eks` model, `ClusterName`.
    package static func isCluster(_ name: String) -> Bool {
        guard (1...100).contains(name.utf8.count) else { return false }
        for (index, byte) in name.utf8.enumerated() {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
            case 0x2D, 0x5F: if index == 0 { return false }
            default: return false
            }
        }
        return true
    }
}
