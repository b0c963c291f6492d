import Base
import Markup
import ServiceModel

/// Writes values of the model's shapes as JSON.
///
/// - Source: botocore, `parsers.py`, `RestJSONParser`, for what clients read.
struct RestEncoder {
    let model: Model
    var writer: JSONWriter

    /// Writes the members of a structure that are there, in the model's order.
    mutating func structure(_ structure: Structure, _ shape: Shape) {
        writer.beginObject()
        var written = 0
        for index in shape.members {
            let member = model.members[index]
            guard let value = structure[member.name] else { continue }
            writer.key(String(decoding: model.wireNames[member.wireName], as: UTF8.self))
            content(value, model.shapes[member.shape.index])
            written += 1
        }
        writer.endObject()
        assert(written == structure.count, "not in the model: \(structure.members.map(\.name))")
    }

    private mutating func content(_ value: Value, _ shape: Shape) {
        switch value {
        case .string(let text): writer.string(text)
        case .integer(let number): writer.integer(Int(number))
        case .boolean(let truth): writer.boolean(truth)
        case .double(let number): writer.raw("\(number)")
        case .blob(let bytes): writer.string(String(decoding: Base64.encode(bytes), as: UTF8.self))
        case .timestamp(let moment): self.moment(moment, shape.timestampForm)
        case .list(let values):
            let element = model.shapes[model.members[shape.members.lowerBound].shape.index]
            writer.beginArray()
            for value in values { content(value, element) }
            writer.endArray()
        case .map(let entries):
            let element = model.shapes[model.members[shape.members.lowerBound + 1].shape.index]
            writer.beginObject()
            for entry in entries.members {
                writer.key(entry.name)
                content(entry.value, element)
            }
            writer.endObject()
        case .structure(let inner): structure(inner, shape)
        }
    }

    private mutating func moment(_ moment: Timestamp, _ form: TimestampForm) {
        switch form {
        case .iso8601: writer.string(moment.text(.extendedMilliseconds))
        case .unix:
            let fraction = moment.milliseconds - moment.seconds * 1000
            let digits = String(fraction + 1000).dropFirst()
            writer.raw(fraction == 0 ? "\(moment.seconds)" : "\(moment.seconds).\(digits)")
        }
    }
}
