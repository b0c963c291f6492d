private import Glibc
internal import PolicyCases

/// `rolecall evaluate [FILE]`: decides the cases of a file or of standard input, a line each.
enum EvaluateFileCommand {
    static func run(_ words: ArraySlice<String>) throws -> Int32 {
        let arguments = try Arguments(words, options: [], flags: ["explain"])
        guard arguments.operands.count <= 1 else {
            throw Arguments.Failure(message: "evaluate takes one file")
        }
        var descriptor = STDIN_FILENO
        if let path = arguments.operands.first {
            descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw ControlSocket.Failure(message: "cannot read \(path)")
            }
        }
        let explains = arguments.has("explain")
        var pending: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
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
        return 0
    }

    private static func answer(_ line: [UInt8], _ explains: Bool) {
        guard line.contains(where: { $0 > 0x20 }) else { return }
        Console.out(EvaluateCommand.run(line: line, explain: explains) + [0x0A])
    }
}
