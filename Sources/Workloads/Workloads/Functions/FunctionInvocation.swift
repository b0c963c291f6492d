/// One call of a function.
package struct FunctionInvocation: Sendable {
    /// What came of it.
    package enum Outcome: Sendable, Equatable {
        /// The function's answer.
        case result([UInt8])
        /// An error of the function or of its process, as an object.
        case failure([UInt8])
        /// It has waited for too long, and was never begun.
        case refused
    }

    /// The id of the request.
    let id: String
    let event: [UInt8]
    let clientContext: String?
    /// Whether nobody waits for the answer.
    let isEvent: Bool
    let answer: @Sendable (Outcome) -> Void

    /// Takes what to hand to the function, and what hears of the outcome, once.
    package init(
        id: String,
        event: [UInt8],
        clientContext: String? = nil,
        isEvent: Bool = false,
        answer: @escaping @Sendable (Outcome) -> Void
    ) {
        self.id = id
        self.event = event
        self.clientContext = clientContext
        self.isEvent = isEvent
        self.answer = answer
    }
}
