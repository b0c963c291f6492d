public import ServiceModel

/// An operation as the method and the path of a request call it.
public struct RestCall: Sendable {
    /// A text from the path, and the wire name of the member that it is.
    struct Label: Sendable {
        let name: [UInt8]
        let text: String
    }

    /// The operation.
    public let operation: Operation
    let labels: [Label]
}
