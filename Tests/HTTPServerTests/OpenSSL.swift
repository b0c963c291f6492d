import Foundation

/// The `openssl` command, as the other end of TLS.
enum OpenSSL {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    /// Runs a command until its output ends; its input stays open meanwhile.
    static func run(_ arguments: [String], input: String = "") throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        let output = Pipe()
        let source = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = source
        try process.run()
        try? source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        let data = output.fileHandleForReading.readDataToEndOfFile()
        try? source.fileHandleForWriting.close()
        process.waitUntilExit()
        return data
    }
}
