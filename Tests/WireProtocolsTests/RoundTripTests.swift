import Markup
import ServiceModel
import Testing
import WireProtocols

@Suite("Round trips")
struct RoundTripTests {
    @Test("what a client writes is what is decoded, for every operation", arguments: 1...8)
    func inputs(seed: UInt64) throws {
        for wire in [try Wire.iam(), try Wire.sts()] {
            var sampler = Sampler(wire.model, seed: seed)
            for operation in wire.model.operations {
                guard let shape = operation.input else { continue }
                let input = sampler.structure(shape, everyMember: seed == 1)
                let body = QuerySerializer.body(wire.model, operation, input)
                let form = try Form(Array(body.utf8))
                let decoded = try wire.decode(form, for: try wire.operation(form))
                #expect(decoded == input, "\(operation.name), seed \(seed)")
            }
        }
    }

    @Test("what is encoded is what a client reads, for every operation", arguments: 1...8)
    func outputs(seed: UInt64) throws {
        for wire in [try Wire.iam(), try Wire.sts()] {
            var sampler = Sampler(wire.model, seed: seed)
            for operation in wire.model.operations {
                guard let shape = operation.output else { continue }
                let output = sampler.structure(shape, everyMember: seed == 1)
                let answer = wire.success(operation, output, requestID: "r")
                let root = try XMLReader.read(answer.body)
                #expect(root.name == operation.name + "Response")
                let result = try #require(root.child(operation.name + "Result"))
                let parser = AnswerParser(model: wire.model)
                let parsed = try parser.structure(result, wire.model.shapes[shape.index])
                #expect(parsed == output, "\(operation.name), seed \(seed)")
            }
        }
    }
}
