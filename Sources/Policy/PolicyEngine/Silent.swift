/// Nobody.
struct Silent: Recorder {
    static var isListening: Bool { false }

    @inline(__always)
    mutating func record(_ layer: PolicyLayer, level: Int, _ request: AuthorizationRequest) {}
}
