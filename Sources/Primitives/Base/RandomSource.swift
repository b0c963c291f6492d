/// Where random bytes come from: the system's generator in service, a seeded one in tests.
public struct RandomSource: Sendable {
    private let fill: @Sendable (Int) -> [UInt8]

    /// Wraps a function that returns as many bytes as it is asked for.
    public init(_ fill: @escaping @Sendable (Int) -> [UInt8]) {
        self.fill = fill
    }

    /// The operating system's generator, fit for keys.
    public static let system = RandomSource { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// As many random bytes as asked for.
    public func bytes(_ count: Int) -> [UInt8] { fill(count) }
}
