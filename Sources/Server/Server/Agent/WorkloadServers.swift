internal import Base
internal import Cryptography
internal import Fetching
internal import Markup
internal import Workloads

/// Makes clients of servers from a configuration and the environment.
struct WorkloadServers {
    /// Why the servers cannot be called.
    struct Failure: Error {
        /// What a person should read.
        let message: String
    }

    let environment: [String: String]

    func client(_ server: Configuration.Server) throws(Failure) -> ServiceClient {
        let fetcher = Fetcher(
            authorities: server.authorities ?? environment["AWS_CA_BUNDLE"],
            allowsPrivate: true
        )
        return ServiceClient(
            endpoints: try endpoints(server),
            region: region(server),
            keys: try keys(server),
            transport: { request throws(Fetcher.Failure) in try fetcher.send(request) },
            clock: .system
        )
    }

    func region(_ server: Configuration.Server) -> String {
        server.region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
            ?? "us-east-1"
    }

    func endpoints(_ server: Configuration.Server) throws(Failure) -> [ServerEndpoint] {
        guard server.endpoints.isEmpty else { return server.endpoints }
        let text = environment["AWS_ENDPOINT_URL"] ?? "http://127.0.0.1:4566"
        guard let endpoint = ServerEndpoint(text) else {
            throw Failure(message: "AWS_ENDPOINT_URL is no URL of a server")
        }
        return [endpoint]
    }

    private func keys(
        _ server: Configuration.Server
    ) throws(Failure) -> @Sendable () throws(CallFailure) -> CallerKeys {
        if let file = server.keys {
            // Read for each call: who changes the keys need not start the agent anew.
            return { () throws(CallFailure) in try Self.keys(in: file) }
        }
        guard let id = environment["AWS_ACCESS_KEY_ID"], !id.isEmpty, !id.utf8.contains(0x2F),
            let secret = environment["AWS_SECRET_ACCESS_KEY"], !secret.isEmpty
        else {
            throw Failure(
                message: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to the keys to call with"
            )
        }
        let keys = CallerKeys(
            accessKeyID: id,
            secretAccessKey: Secret(secret.utf8),
            sessionToken: environment["AWS_SESSION_TOKEN"]
        )
        return { () throws(CallFailure) in keys }
    }

    private static func keys(in file: String) throws(CallFailure) -> CallerKeys {
        let bytes: [UInt8]
        do throws(DataFolder.Failure) {
            bytes = try DataFolder.readPrivate(file: file)
        } catch { throw .noKeys(error.message) }
        guard let root = (try? JSONDocument(parsing: bytes))?.root,
            let id = root["AccessKeyId"]?.string, !id.utf8.contains(0x2F),
            let secret = root["SecretAccessKey"]?.string
        else { throw .noKeys("\(file) has no AccessKeyId and SecretAccessKey") }
        return CallerKeys(
            accessKeyID: id,
            secretAccessKey: Secret(secret.utf8),
            sessionToken: root["SessionToken"]?.string
        )
    }
}
