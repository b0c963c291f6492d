import Markup

/// Builds a document from JSON.
enum PolicyParser {
    static func parse(_ bytes: [UInt8]) throws(PolicyError) -> PolicyDocument {
        let limits = JSONLimits(
            depth: PolicyLimits.depth,
            bytes: PolicyLimits.readBytes,
            values: PolicyLimits.readBytes
        )
        let json: JSONDocument
        do {
            json = try JSONDocument(parsing: bytes, limits: limits)
        } catch {
            throw PolicyError(
                syntaxMessage,
                detail: error.description,
                position: error.position
            )
        }
        return try document(json.root)
    }

    static let syntaxMessage = "Syntax errors in policy."

    static func fault(_ value: JSONValue, _ detail: String) -> PolicyError {
        PolicyError(syntaxMessage, detail: detail, position: value.position)
    }

    private static func document(_ root: JSONValue) throws(PolicyError) -> PolicyDocument {
        guard root.kind == .object else { throw fault(root, "a policy is an object") }
        var document = PolicyDocument(version: nil, statements: [])
        var hasStatement = false
        for (key, value) in root.members {
            if key.equals("Version") {
                document.writtenVersion = try version(value)
            } else if key.equals("Id") {
                document.id = try text(value)
            } else if key.equals("Statement") {
                hasStatement = true
                try addStatements(value, to: &document)
            } else {
                throw fault(key, "unknown element")
            }
        }
        guard hasStatement else { throw fault(root, "Statement is missing") }
        return document
    }

    private static func addStatements(
        _ value: JSONValue,
        to document: inout PolicyDocument
    ) throws(PolicyError) {
        document.isList = value.kind == .array
        guard document.isList else {
            document.statements = [try statement(value)]
            return
        }
        document.statements.reserveCapacity(value.count)
        for element in value.elements { document.statements.append(try statement(element)) }
    }

    private static func version(_ value: JSONValue) throws(PolicyError) -> PolicyVersion {
        if value.equals("2012-10-17") { return .v2012 }
        if value.equals("2008-10-17") { return .v2008 }
        throw fault(value, "unknown Version")
    }

    static func text(_ value: JSONValue) throws(PolicyError) -> String {
        guard let text = value.string else { throw fault(value, "a string is wanted here") }
        return text
    }

    static func list(_ value: JSONValue) throws(PolicyError) -> TextList {
        guard value.kind == .array else { return TextList(try text(value)) }
        var values: [String] = []
        values.reserveCapacity(value.count)
        for element in value.elements { values.append(try text(element)) }
        return TextList(values)
    }
}
