/// Who listens while a decision is made.
protocol Recorder {
    /// Whether anybody listens; without, only statements that can match are looked at.
    static var isListening: Bool { get }

    /// A layer has been evaluated.
    mutating func record(_ layer: PolicyLayer, level: Int, _ request: AuthorizationRequest)
}
