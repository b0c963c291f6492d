/// The words of a command line, read as options, flags and operands.
struct Arguments {
    /// Why a command line is refused.
    struct Failure: Error {
        /// What a person should read.
        let message: String
    }

    private var options: [String: [String]] = [:]
    private var flags: Set<String> = []
    /// What is neither an option nor a flag, in order.
    private(set) var operands: [String] = []
    /// What follows `--`.
    private(set) var rest: [String] = []

    /// Reads words; `--name value` and `--name=value` for options, `--name` for flags.
    init(
        _ words: some Sequence<String>,
        options known: Set<String>,
        flags knownFlags: Set<String> = []
    ) throws(Failure) {
        var pending: String?
        var isRest = false
        for word in words {
            if isRest {
                rest.append(word)
            } else if let name = pending {
                options[name, default: []].append(word)
                pending = nil
            } else if word == "--" {
                isRest = true
            } else if word.hasPrefix("--") {
                pending = try take(word.dropFirst(2), known, knownFlags)
            } else {
                operands.append(word)
            }
        }
        if let pending { throw Failure(message: "--\(pending) needs a value") }
    }

    private mutating func take(
        _ word: Substring,
        _ known: Set<String>,
        _ knownFlags: Set<String>
    ) throws(Failure) -> String? {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        if knownFlags.contains(name), parts.count == 1 {
            flags.insert(name)
            return nil
        }
        guard known.contains(name) else { throw Failure(message: "unknown option --\(name)") }
        guard parts.count == 2 else { return name }
        options[name, default: []].append(String(parts[1]))
        return nil
    }

    /// The value of an option, if it was given; the last of several.
    subscript(_ name: String) -> String? { options[name]?.last }

    /// All values of an option that may be repeated.
    func values(_ name: String) -> [String] { options[name] ?? [] }

    /// Whether a flag was given.
    func has(_ flag: String) -> Bool { flags.contains(flag) }
}
