import Base
import PolicyEngine
import PolicyLanguage

/// Takes one hostile policy through every stage once, for callgrind to count.
///
///     HostileBenchmark SHAPE BYTES
///     HostileBenchmark --shapes
///
/// Prints the bytes of the document and of the request; asserts nothing.
/// `Benchmarks/hostile_bench.py` builds it, runs it and holds it against the thresholds.
@main
struct HostileBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first, name != "--shapes" else {
            for name in Shape.all.map(\.name) { print(name) }
            return
        }
        guard let shape = Shape.all.first(where: { $0.name == name }),
            let size = arguments.last.flatMap({ Int($0) })
        else { return print("HostileBenchmark SHAPE BYTES") }
        let text = shape.document(size)
        print(text.count, Question.bytes)
        guard let document = Stages.parsing(text) else { return }
        Stages.printing(document)
        Stages.validation(document, text)
        Stages.keySearch(document)
        let layer = Stages.indexing(Stages.compilation(document))
        let request = try Question.request()
        Stages.decision(layer, request)
        Stages.explanation(layer, request)
    }
}
