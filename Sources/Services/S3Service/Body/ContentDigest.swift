/// What was computed over a body that kept its promises.
struct ContentDigest: Sendable {
    let size: Int64
    let md5: [UInt8]
    let checksum: StoredChecksum?
}
