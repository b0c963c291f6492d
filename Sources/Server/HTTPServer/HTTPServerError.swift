/// Why a server cannot be started.
public enum HTTPServerError: Error, Hashable, Sendable {
    /// The address is taken or not this machine's, or the certificate or key cannot be read.
    case cannotListen(String)
}
