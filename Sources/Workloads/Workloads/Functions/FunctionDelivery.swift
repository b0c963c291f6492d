package import Base

/// An invocation as the function's process gets it.
package struct FunctionDelivery: Sendable {
    /// What to do.
    let invocation: FunctionInvocation
    /// Until when.
    package let deadline: Timestamp

    /// The id of the request.
    package var id: String { invocation.id }
}
