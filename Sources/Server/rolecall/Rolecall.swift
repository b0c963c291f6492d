private import Glibc
internal import Server

/// The program.
@main
struct Rolecall {
    static func main() { exit(Program.run(Array(CommandLine.arguments.dropFirst()))) }
}
