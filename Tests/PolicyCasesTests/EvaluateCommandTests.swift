import Markup
import PolicyCases
import Testing

@Suite("rolecall evaluate")
struct EvaluateCommandTests {
    static let allowed = """
        {"id":"one","request":{"principal":"arn:aws:iam::123456789012:user/alice",\
        "action":"s3:GetObject","resource":"arn:aws:s3:::b/k","context":{}},\
        "policies":{"identity":[{"Statement":[{"Sid":"Read","Effect":"Allow",\
        "Action":"s3:Get*","Resource":"*"},{"Effect":"Allow","Action":"ec2:*","Resource":"*"}]}]}}
        """

    private func run(_ line: String, explain: Bool = false) throws -> JSONValue {
        let answer = EvaluateCommand.run(line: Array(line.utf8), explain: explain)
        #expect(answer.last == 0x0A)
        #expect(answer.dropLast().contains(0x0A) == false)
        return try JSONDocument(parsing: Array(answer.dropLast())).root
    }

    @Test("an allowed case names the statement that allows")
    func names() throws {
        let answer = EvaluateCommand.run(line: Array(Self.allowed.utf8))
        #expect(
            String(decoding: answer, as: UTF8.self) == """
                {"id":"one","decision":"Allowed","determining":\
                [{"kind":"identity","policy":0,"statement":0,"sid":"Read"}]}

                """
        )
    }

    @Test("an explanation comes when it is asked for")
    func explains() throws {
        #expect(try run(Self.allowed)["explanation"] == nil)
        let explanation = try run(Self.allowed, explain: true)["explanation"]
        #expect(explanation?["decision"]?.string == "Allowed")
    }

    @Test("a level is named for control policies")
    func levels() throws {
        let line = Self.allowed.replacing(
            "\"policies\":{",
            with: """
                "policies":{"scp":[[{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}],\
                [{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}]],
                """.filter { $0 != "\n" }
        )
        let answer = try run(line)
        #expect(answer["decision"]?.string == "ExplicitlyDenied")
        let first = answer["determining"]?.elements.first { _ in true }
        #expect(first?["kind"]?.string == "scp")
        #expect(first?["level"]?.integer == 1)
    }

    @Test(
        "a line that is no case is answered with an error",
        arguments: [
            "", "{", "[]", "null", "{}", "{\"id\":1}", "{\"request\":{}}", "\u{FF}",
            "{\"request\":{\"principal\":\"nobody\",\"action\":\"a:b\",\"resource\":\"*\"}} x",
            "{\"request\":{\"principal\":\"arn:x\",\"action\":\"a:b\",\"resource\":\"*\"}}",
            "{\"request\":{\"principal\":\"anonymous\",\"action\":\"\",\"resource\":\"*\"}}",
            "{\"request\":{\"principal\":\"anonymous\",\"action\":\"a:b\"}}",
            "{\"request\":{\"principal\":\"arn:aws:iam::1:user/a\",\"action\":\"a:b\",\"resource\":\"*\"}}",
            "{\"request\":{\"principal\":\"anonymous\",\"action\":\"a:b\",\"resource\":\"*\",\"context\":{\"k\":{}}}}",
            "{\"request\":{\"principal\":\"anonymous\",\"action\":\"a:b\",\"resource\":\"*\",\"context\":{\"k\":\"1\",\"K\":\"2\"}}}",
            "{\"request\":{\"principal\":\"anonymous\",\"action\":\"a:b\",\"resource\":\"*\",\"resourceAccount\":\"x\"}}",
        ]
    )
    func malformed(line: String) throws {
        let answer = try run(line)
        #expect(answer["error"]?.string?.isEmpty == false, "\(answer)")
        #expect(answer["decision"] == nil)
    }

    @Test("bytes that are no UTF-8, and deep nesting, are answered with an error")
    func hostile() {
        for line in [[0xFF, 0xFE], [UInt8](repeating: 0x5B, count: 100_000)] {
            let answer = String(decoding: EvaluateCommand.run(line: line), as: UTF8.self)
            #expect(answer.hasPrefix("{\"error\":"), "\(answer)")
        }
    }

    @Test("damaged lines are answered, never more than with an error")
    func damaged() throws {
        var random = Randomness(seed: 11)
        for _ in 0..<2_000 {
            var line = random.pick(CaseCorpus.lines).bytes
            for _ in 0...random.below(3) {
                let place = random.below(line.count)
                switch random.below(3) {
                case 0: line[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: line.remove(at: place)
                default: line.insert(random.pick(Array("{}[]\",:\\*$".utf8)), at: place)
                }
            }
            let answer = EvaluateCommand.run(line: line, explain: random.chance(50))
            let json = try JSONDocument(parsing: Array(answer.dropLast())).root
            #expect((json["decision"]?.string ?? json["error"]?.string) != nil)
        }
    }

    @Test("the id of a faulty case is told")
    func faultyID() throws {
        #expect(try run("{\"id\":\"x\",\"request\":{}}")["id"]?.string == "x")
    }

    @Test("beside a document that is no policy nothing is allowed")
    func unreadable() throws {
        let line = Self.allowed.replacing(
            "\"policies\":{",
            with: "\"policies\":{\"boundary\":[{\"Statement\":1}],"
        )
        let answer = try run(line)
        #expect(answer["decision"]?.string == "ImplicitlyDenied")
        #expect(answer["error"]?.string?.hasPrefix("boundary[0]: ") == true)
        let resource = Self.allowed.replacing(
            "\"policies\":{",
            with: "\"policies\":{\"resource\":{\"Statement\":1},"
        )
        #expect(try run(resource)["decision"]?.string == "ImplicitlyDenied")
        #expect(try run(resource)["determining"]?.count == 0)
    }

    @Test("a printed case reads as the same case")
    func roundTrip() throws {
        for seed in UInt64(0)..<500 {
            var generator = ScenarioGenerator(seed: seed)
            let example = EvaluationCase(id: "x", title: "y", scenario: generator.scenario())
            let read = try EvaluationCase(parsing: example.printed())
            #expect(read == example)
        }
    }
}
