internal import Markup

/// `rolecall account …`, `rolecall keys …` and `rolecall env`: ask the running server over its control socket.
enum ControlCommand {
    static func account(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32
    {
        let (rest, path) = try socket(words, environment)
        let answer = try ControlSocket.ask(path, ["account"] + rest)
        return try show(answer) { _ in answer + [0x0A] }
    }

    static func cluster(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32
    {
        let (rest, path) = try socket(words, environment)
        let answer = try ControlSocket.ask(path, ["cluster"] + rest)
        return try show(answer) { _ in answer + [0x0A] }
    }

    static func keys(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32 {
        let (rest, path) = try socket(words, environment)
        let answer = try ControlSocket.ask(path, ["keys"] + rest)
        return try show(answer) { _ in answer + [0x0A] }
    }

    static func env(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32 {
        let (rest, path) = try socket(words, environment)
        let answer = try ControlSocket.ask(path, ["env"] + rest)
        return try show(answer) { document in
            var text = ""
            for (key, value) in document.root.members {
                text += "export \(key.string ?? "")='\(value.string ?? "")'\n"
            }
            return Array(text.utf8)
        }
    }

    /// The exit status tells whether all that was asked for is allowed.
    static func simulate(
        _ words: ArraySlice<String>,
        environment: [String: String]
    ) throws -> Int32 {
        let (rest, path) = try socket(words, environment)
        let answer = try ControlSocket.ask(path, ["simulate"] + rest)
        var isAllowed = false
        _ = try show(answer) { document in
            isAllowed = document.root["IsAllowed"]?.boolean == true
            return Array((document.root["Text"]?.string ?? "").utf8)
        }
        return isAllowed ? 0 : 1
    }

    /// Reads a file, or standard input for `-`, and sends it to the server.
    static func importFile(
        _ words: ArraySlice<String>,
        environment: [String: String]
    ) throws -> Int32 {
        let (rest, path) = try socket(words, environment)
        let arguments = try Arguments(rest, options: [], flags: ["replace"])
        guard arguments.operands.count == 1 else {
            throw Arguments.Failure(message: "import takes one file")
        }
        let file = arguments.operands[0] == "-" ? "/dev/stdin" : arguments.operands[0]
        guard let bytes = try DataFolder.read(file: file) else {
            throw ControlSocket.Failure(message: "there is no file \(file)")
        }
        guard bytes.count <= ControlSocket.attachmentLimit else {
            throw ControlSocket.Failure(message: "\(file) is longer than 1 GiB")
        }
        let command =
            ["import", "--bytes", "\(bytes.count)"]
            + (arguments.has("replace") ? ["--replace"] : [])
        let answer = try ControlSocket.ask(path, command, attachment: bytes)
        return try show(answer) { _ in answer + [0x0A] }
    }

    /// Prints what the server holds; long answers are not read again.
    static func export(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32 {
        let (rest, path) = try socket(words, environment)
        let answer = try ControlSocket.ask(path, ["export"] + rest)
        guard !answer.isEmpty, !answer.starts(with: "{\"Error\"".utf8) else {
            return try show(answer) { _ in answer + [0x0A] }
        }
        Console.out(answer)
        Console.out("\n")
        return 0
    }

    private static func show(
        _ answer: [UInt8],
        _ render: (JSONDocument) -> [UInt8]
    ) throws -> Int32 {
        guard let document = try? JSONDocument(parsing: answer) else {
            throw ControlSocket.Failure(message: "the server gave no answer")
        }
        if let message = document.root["Error"]?.string {
            throw ControlSocket.Failure(message: message)
        }
        Console.out(render(document))
        return 0
    }

    /// Takes `--control PATH` out of the words.
    private static func socket(
        _ words: ArraySlice<String>,
        _ environment: [String: String]
    ) throws(Arguments.Failure) -> ([String], String) {
        var rest: [String] = []
        var path = environment["ROLECALL_CONTROL"] ?? "data/control.sock"
        var isPath = false
        for word in words {
            if isPath {
                path = word
                isPath = false
            } else if word == "--control" {
                isPath = true
            } else if word.hasPrefix("--control=") {
                path = String(word.dropFirst("--control=".count))
            } else {
                rest.append(word)
            }
        }
        guard !isPath else { throw Arguments.Failure(message: "--control needs a value") }
        return (rest, path)
    }
}
