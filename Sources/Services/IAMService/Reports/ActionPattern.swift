internal import PolicyEngine

/// A pattern of `Action` or `NotAction`, split at the colon.
struct ActionPattern {
    /// The service in lower case; nil for all services.
    let service: String?
    /// The action in lower case, wildcards as `Glob` has them.
    private let action: [UInt8]

    /// Whether it stands for every action of its service.
    var isWhole: Bool { action.allSatisfy { $0 == Glob.star } }

    init(_ text: String) {
        let lower = text.lowercased()
        if let colon = lower.firstIndex(of: ":") {
            let service = String(lower[..<colon])
            self.service = service == "*" ? nil : service
            action = Self.compiled(lower[lower.index(after: colon)...])
        } else {
            service = nil
            action = Self.compiled(lower[...])
        }
    }

    /// Whether it may match actions of the service, which is in lower case.
    func concerns(_ service: String) -> Bool { self.service.map { $0 == service } ?? true }

    /// Whether it matches an action of a service that it concerns; both in lower case.
    func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        return Glob.matches(action.span, name.span)
    }

    private static func compiled(_ text: Substring) -> [UInt8] {
        text.utf8.map { $0 == 0x2A ? Glob.star : $0 == 0x3F ? Glob.question : $0 }
    }
}
