import Base
import Foundation
import ServiceModel
import Testing
import WireProtocols

/// Writes samples for `Scripts/check-wire.py`, which holds them against botocore itself.
@Suite("Sample files")
struct SampleFilesTests {
    private static let folder = ProcessInfo.processInfo.environment["ROLECALL_WIRE_SAMPLES"]

    @Test("an input and an output of every operation", .enabled(if: folder != nil))
    func write() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder))
        for wire in [try Wire.iam(), try Wire.sts()] {
            var sampler = Sampler(wire.model, seed: 7)
            for operation in wire.model.operations {
                var sample: [String: Any] = ["input": [String: Any]()]
                if let shape = operation.input {
                    let input = sampler.structure(shape, everyMember: true)
                    sample["input"] = json(.structure(input))
                    sample["form"] = QuerySerializer.body(wire.model, operation, input)
                }
                var output = Structure()
                if let shape = operation.output {
                    output = sampler.structure(shape, everyMember: true)
                }
                sample["output"] = json(.structure(output))
                let answer = wire.success(operation, output, requestID: "sample")
                sample["answer"] = Wire.text(answer)
                let name = "\(wire.model.service).\(operation.name).json"
                let data = try JSONSerialization.data(withJSONObject: sample, options: .sortedKeys)
                try data.write(to: folder.appendingPathComponent(name))
            }
            let error = wire.failure(.noSuchEntity("A <text> & \"more\"."), requestID: "sample")
            try Data(error.body).write(
                to: folder.appendingPathComponent("\(wire.model.service).error.xml")
            )
        }
    }

    private func json(_ value: Value) -> Any {
        switch value {
        case .string(let text): text
        case .integer(let number): number
        case .boolean(let truth): truth
        case .double(let number): number
        case .timestamp(let moment): moment.description
        case .blob(let bytes): Data(bytes).base64EncodedString()
        case .list(let values): values.map(json)
        case .map(let members), .structure(let members):
            Dictionary(uniqueKeysWithValues: members.members.map { ($0.name, json($0.value)) })
        }
    }
}
