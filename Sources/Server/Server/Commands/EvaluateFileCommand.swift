private import Glibc
internal import PolicyCases

/// `rolecall evaluate [FILE…]`: decides the cases of files or of standard input, a line each.
enum EvaluateFileCommand {
    static func run(_ words: ArraySlice<String>) throws -> Int32 {
        let arguments = try Arguments(words, options: [], flags: ["explain"])
        let explains = arguments.has("explain")
        let paths = arguments.operands + arguments.rest
        if paths.isEmpty {
            try answerLines(of: STDIN_FILENO, "standard input", explains)
        }
        for path in paths {
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw ControlSocket.Failure(message: "cannot read \(path)")
            }
            defer { close(descriptor) }
            try answerLines(of: descriptor, path, explains)
        }
        return 0
    }

    private static func answerLines(
        of descriptor: Int32,
        _ name: String,
        _ explains: Bool
    ) throws {
        var pending: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ControlSocket.Failure(message: "cannot read \(name)") }
            guard count > 0 else { break }
            for byte in chunk[..<count] {
                if byte == 0x0A {
                    answer(pending, explains)
                    pending.removeAll(keepingCapacity: true)
                } else {
                    pending.append(byte)
                }
            }
        }
        answer(pending, explains)
    }

    /// Answers a line; blank ones are passed over.
    private static func answer(_ line: [UInt8], _ explains: Bool) {
        guard line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { return }
        Console.out(EvaluateCommand.run(line: line, explain: explains))
    }
}
