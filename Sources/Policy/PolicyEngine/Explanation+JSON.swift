public import Markup
import PolicyLanguage

extension Explanation {
    /// The explanation as one line of JSON.
    public var json: String {
        var writer = JSONWriter(capacity: 1024)
        write(to: &writer)
        return writer.text
    }

    /// Writes the explanation as one JSON object.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("decision", verdict.decision.rawValue)
        writer.member("layer", verdict.layer.noun)
        writer.member("principal", principal)
        writer.member("action", action)
        writer.member("resource", resource)
        writer.key("determining")
        writer.beginArray()
        for finding in determining { finding.write(to: &writer) }
        writer.endArray()
        writer.key("nearest")
        writer.beginArray()
        for finding in nearest { finding.write(to: &writer) }
        writer.endArray()
        writer.endObject()
    }
}

extension StatementFinding {
    /// Writes the finding as one JSON object.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("layer", reference.layer.noun)
        writer.key("level")
        writer.integer(reference.level)
        writer.key("policy")
        writer.integer(reference.policy)
        writer.member("name", source.name.isEmpty ? nil : source.name)
        writer.member("arn", source.arn)
        writer.member("source", source.kind.rawValue)
        writer.key("statement")
        writer.integer(reference.statement)
        writer.member("sid", sid)
        writer.key("start")
        writer.integer(range.lowerBound)
        writer.key("end")
        writer.integer(range.upperBound)
        if !isMatch { writeMismatches(to: &writer) }
        writer.endObject()
    }

    private func writeMismatches(to writer: inout JSONWriter) {
        writer.key("mismatches")
        writer.beginArray()
        for mismatch in mismatches {
            writer.beginObject()
            writer.member("element", mismatch.element)
            if case .condition(let condition, let found) = mismatch {
                writer.member("operator", condition.conditionOperator.description)
                writer.member("key", condition.key)
                writer.key("found")
                writeList(found, to: &writer)
            }
            writer.key("wanted")
            writeList(mismatch.wanted, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeList(_ values: [String]?, to writer: inout JSONWriter) {
        guard let values else { return writer.null() }
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
    }
}
