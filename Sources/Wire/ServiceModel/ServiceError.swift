/// What a service answers instead of a result: the one error that reaches the wire.
public struct ServiceError: Error, Sendable, Hashable {
    /// Whose fault it was.
    public enum Fault: Sendable, Hashable {
        /// The client's: trying the same again is of no use.
        case sender
        /// The server's: the client may try again.
        case receiver
    }

    /// AWS's code, such as `NoSuchEntity`.
    public var code: String
    /// AWS's sentence; nil where AWS sends no `Message`.
    public var message: String?
    /// The HTTP status.
    public var status: Int
    /// Whose fault it was.
    public var fault: Fault
    /// Further members that the model gives to this error.
    public var members: Structure
    /// Whether the request was refused before it was known which operation it is for.
    ///
    /// Such errors carry the namespace of AWS's front end, not the service's.
    public var isBeforeDispatch: Bool
    /// For a denial, what DecodeAuthorizationMessage opens; told beside the answer, not in it.
    public var authorizationMessage: String?

    /// Builds an error; the fault follows from the status if it is not given.
    public init(
        code: String,
        message: String?,
        status: Int = 400,
        fault: Fault? = nil,
        members: Structure = Structure(),
        isBeforeDispatch: Bool = false
    ) {
        self.code = code
        self.message = message
        self.status = status
        self.fault = fault ?? (status >= 500 ? .receiver : .sender)
        self.members = members
        self.isBeforeDispatch = isBeforeDispatch
    }
}
