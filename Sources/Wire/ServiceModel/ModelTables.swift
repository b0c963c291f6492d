/// The tables of a model, as its reader builds them.
struct ModelTables {
    var service = ""
    var apiVersion = ""
    var namespace = ""
    var protocolKind = ProtocolKind.query
    var operations: [Operation] = []
    var shapes: [Shape] = []
    var shapeNames: [String] = []
    var members: [ModelMember] = []
    var wireNames: [UInt8] = []
    var patterns: [Pattern] = []
    var enumerationValues: [String] = []
    var errors: [String: ErrorShape] = [:]
}
