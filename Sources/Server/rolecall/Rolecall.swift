/// The program.
@main
struct Rolecall {
    static func main() {}
}
