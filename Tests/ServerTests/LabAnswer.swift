import Foundation
import HTTPMessage
import Markup

/// An answer with its body read.
struct LabAnswer: CustomStringConvertible {
    let status: Int
    let text: String
    let xml: XMLElement?
    private let fields: [(name: String, value: String)]

    init(_ response: Response) {
        status = response.status
        fields = response.fields
        let body: [UInt8]
        switch response.body {
        case .bytes(let bytes): body = bytes
        case .none: body = []
        case .file(let descriptor, let offset, let length):
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try? file.seek(toOffset: UInt64(offset))
            body = Array((try? file.read(upToCount: Int(length))) ?? Data())
        }
        text = String(decoding: body, as: UTF8.self)
        xml = try? XMLReader.read(body)
    }

    /// The value of a header field.
    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    var description: String { "\(status) \(text)" }

    /// The `…Result` of a call of the Query protocol.
    var result: XMLElement? { xml?.children.first { $0.localName.hasSuffix("Result") } }

    /// The error, which S3 has at the root, the Query protocol below it, and EC2 in a list.
    private var error: XMLElement? {
        xml?.localName == "Error" ? xml : (xml?.child("Errors") ?? xml)?.child("Error")
    }

    var code: String? { error?.text(of: "Code") ?? field("x-amzn-ErrorType") }

    var message: String? { error?.text(of: "Message") ?? json?.root["message"]?.string }

    /// The body of an answer in JSON.
    var json: JSONDocument? { try? JSONDocument(parsing: Array(text.utf8)) }

    /// Status, code and message in one, to be compared in a line.
    var refusal: String { "\(status) \(code ?? "-"): \(message ?? "-")" }
}
