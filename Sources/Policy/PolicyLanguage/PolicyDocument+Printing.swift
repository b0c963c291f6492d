import Markup

extension PolicyDocument {
    /// The document as compact JSON; reading it gives an equal document.
    public func printed() -> [UInt8] {
        var writer = JSONWriter(capacity: 256 * (statements.count + 1))
        writer.beginObject()
        writer.member("Version", writtenVersion?.rawValue)
        writer.member("Id", id)
        writer.key("Statement")
        // A plain statement must be exactly one.
        if isList || statements.count != 1 {
            writer.beginArray()
            for statement in statements { statement.print(to: &writer) }
            writer.endArray()
        } else {
            for statement in statements { statement.print(to: &writer) }
        }
        writer.endObject()
        return writer.bytes
    }
}

extension PolicyStatement {
    fileprivate func print(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("Sid", sid)
        writer.member("Effect", effect.rawValue)
        if let principal {
            writer.key(principal.isNegated ? "NotPrincipal" : "Principal")
            principal.form.print(to: &writer)
        }
        if let action {
            writer.key(action.isNegated ? "NotAction" : "Action")
            action.list.print(to: &writer)
        }
        if let resource {
            writer.key(resource.isNegated ? "NotResource" : "Resource")
            resource.list.print(to: &writer)
        }
        if !conditions.isEmpty { printConditions(to: &writer) }
        writer.endObject()
    }

    /// Conditions of one operator that follow each other share its block.
    private func printConditions(to writer: inout JSONWriter) {
        writer.key("Condition")
        writer.beginObject()
        for (index, condition) in conditions.enumerated() {
            let name = condition.conditionOperator
            if index == 0 || conditions[index - 1].conditionOperator != name {
                if index > 0 { writer.endObject() }
                writer.key(name.description)
                writer.beginObject()
            }
            condition.print(to: &writer)
        }
        writer.endObject()
        writer.endObject()
    }
}

extension PolicyCondition {
    fileprivate func print(to writer: inout JSONWriter) {
        writer.key(key)
        let isList = self.isList || values.count != 1
        if isList { writer.beginArray() }
        for value in values {
            switch value.form {
            case .string: writer.string(value.text)
            case .number, .boolean: writer.raw(value.text)
            }
        }
        if isList { writer.endArray() }
    }
}

extension PrincipalElement.Form {
    fileprivate func print(to writer: inout JSONWriter) {
        guard case .groups(let groups) = self else {
            writer.string("*")
            return
        }
        writer.beginObject()
        for group in groups {
            writer.key(group.kind.rawValue)
            group.list.print(to: &writer)
        }
        writer.endObject()
    }
}

extension TextList {
    fileprivate func print(to writer: inout JSONWriter) {
        guard isList || values.count != 1 else {
            writer.string(values[0])
            return
        }
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
    }
}
