/// The bytes of an upload that have been received in full and kept their promises.
struct ReceivedContent: Sendable {
    /// Where the bytes are.
    enum Place: Sendable {
        /// In memory: they are few.
        case memory([UInt8])
        /// In a file that is not yet durable.
        case file(NewFile)
    }

    let place: Place
    let digest: ContentDigest
}
