import ServiceModel

/// What surrounds an operation's output in an answer, ready to be sent.
final class QueryFrame: Sendable {
    /// What stands before the request's id; the output, too, where `isIDLast`.
    let opening: [UInt8]
    /// Between the two.
    let middle: [UInt8]
    /// After both.
    let ending: [UInt8]
    /// Whether the request's id follows the output.
    let isIDLast: Bool

    init(_ operation: Operation, _ model: Model) {
        let start = "<\(operation.name)Response xmlns=\"\(model.namespace)\">"
        let end = "</\(operation.name)Response>"
        switch model.protocolKind {
        case .query, .restJSON:
            let wrapper = operation.resultWrapper
            opening = Array((start + (wrapper.map { "<\($0)>" } ?? "")).utf8)
            let close = wrapper.map { "</\($0)>" } ?? ""
            middle = Array((close + "<ResponseMetadata><RequestId>").utf8)
            ending = Array(("</RequestId></ResponseMetadata>" + end).utf8)
            isIDLast = true
        case .ec2:
            let isEmpty = operation.output == nil
            opening = Array((start + "<requestId>").utf8)
            // Operations without output tell that they succeeded.
            middle = Array(("</requestId>" + (isEmpty ? "<return>true</return>" : "")).utf8)
            ending = Array(end.utf8)
            isIDLast = false
        }
    }
}
