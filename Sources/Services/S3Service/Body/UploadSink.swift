import HTTPMessage

/// Takes the body of an upload into memory while it is small, and into a file from then on.
final class UploadSink: BodySink, @unchecked Sendable {
    // SAFETY: `BodySink` is called by one thread at a time; the state is touched within its calls
    // only.
    private var check: ContentCheck
    private var start: [UInt8] = []
    private var file: NewFile?
    private let files: ObjectFiles
    private let inlineLimit: Int
    private let answers: Answers
    private let completion: @Sendable (ReceivedContent, any Responder) -> Void

    /// Prepares for a body; the completion is called once all of it is there and has been checked.
    ///
    /// At most `inlineLimit` bytes stay in memory; a negative limit always makes a file.
    init(
        check: ContentCheck,
        files: ObjectFiles,
        inlineLimit: Int,
        answers: Answers,
        completion: @escaping @Sendable (ReceivedContent, any Responder) -> Void
    ) {
        self.check = check
        self.files = files
        self.inlineLimit = inlineLimit
        self.answers = answers
        self.completion = completion
    }

    func receive(_ bytes: borrowing Span<UInt8>) -> Response? {
        do throws(S3Error) {
            try check.take(copy bytes) { (piece: Span<UInt8>) throws(S3Error) in try keep(piece) }
            return nil
        } catch {
            abandon()
            return answers.error(error)
        }
    }

    func finish(_ responder: any Responder) {
        do throws(S3Error) {
            let digest = try check.finish()
            if file == nil, start.count > inlineLimit { try startFile() }
            let place = file.map { ReceivedContent.Place.file($0) } ?? .memory(start)
            file = nil
            completion(ReceivedContent(place: place, digest: digest), responder)
        } catch {
            abandon()
            responder.respond(answers.error(error))
        }
    }

    func abandon() {
        file = nil
        start = []
    }

    private func keep(_ bytes: Span<UInt8>) throws(S3Error) {
        if let file { return try file.write(bytes) }
        guard start.count + bytes.count > max(inlineLimit, 0) else {
            for index in bytes.indices { start.append(bytes[index]) }
            return
        }
        try startFile()
        try file?.write(bytes)
    }

    private func startFile() throws(S3Error) {
        let file = try files.create()
        let held = start
        try file.write(held.span)
        start = []
        self.file = file
    }
}
