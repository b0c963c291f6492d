import ServiceModel

/// What surrounds an operation's output in an answer, ready to be sent.
struct QueryFrame: Sendable {
    /// Up to the first member of the output.
    let opening: [UInt8]
    /// After the last member, up to the request's id.
    let closing: [UInt8]
    /// After the request's id.
    let ending: [UInt8]

    init(_ operation: Operation, namespace: String) {
        let start = "<\(operation.name)Response xmlns=\"\(namespace)\">"
        let wrapper = operation.resultWrapper
        opening = Array((start + (wrapper.map { "<\($0)>" } ?? "")).utf8)
        let end = wrapper.map { "</\($0)>" } ?? ""
        closing = Array((end + "<ResponseMetadata><RequestId>").utf8)
        ending = Array("</RequestId></ResponseMetadata></\(operation.name)Response>".utf8)
    }
}
