/// The part of a credential after the key id: `20261124/us-east-1/sts/aws4_request`.
///
/// - Source: IAM User Guide, "Elements of an AWS API request signature", credential scope.
public struct CredentialScope: Sendable {
    /// The whole credential, access key id first.
    let credential: ArraySlice<UInt8>
    /// Where the slashes are.
    let slashes: InlineArray<4, Int>

    /// Finds the parts; nil unless there are exactly five.
    init?(credential: ArraySlice<UInt8>) {
        var slashes = InlineArray<4, Int>(repeating: 0)
        var count = 0
        for index in credential.indices where credential[index] == 0x2F {
            guard count < 4 else { return nil }
            slashes[count] = index
            count += 1
        }
        guard count == 4 else { return nil }
        self.credential = credential
        self.slashes = slashes
    }

    /// The access key id's bytes.
    var keyBytes: ArraySlice<UInt8> { credential[..<slashes[0]] }
    /// `yyyyMMdd`.
    var dateBytes: ArraySlice<UInt8> { credential[slashes[0] + 1..<slashes[1]] }
    var regionBytes: ArraySlice<UInt8> { credential[slashes[1] + 1..<slashes[2]] }
    var serviceBytes: ArraySlice<UInt8> { credential[slashes[2] + 1..<slashes[3]] }
    var terminatorBytes: ArraySlice<UInt8> { credential[(slashes[3] + 1)...] }
    /// Everything after the key id.
    var bytes: ArraySlice<UInt8> { credential[(slashes[0] + 1)...] }

    /// The day of the signing key, `yyyyMMdd`.
    public var date: String { String(decoding: dateBytes, as: UTF8.self) }
    /// The region, such as `eu-central-1`.
    public var region: String { String(decoding: regionBytes, as: UTF8.self) }
    /// The service's signing name, such as `sts`.
    public var service: String { String(decoding: serviceBytes, as: UTF8.self) }

    /// Whether the request is for this service.
    public func isFor(service: StaticString) -> Bool { serviceBytes.equals(service) }

    /// Whether the region could be one.
    ///
    /// Rolecall serves all regions, those to come included.
    var hasValidRegion: Bool {
        let region = regionBytes
        guard let first = region.first, let last = region.last, (0x61...0x7A).contains(first),
            last != 0x2D, region.count <= Limits.scopeName
        else { return false }
        for byte in region {
            guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
            else {
                return false
            }
        }
        return true
    }

    var hasValidTerminator: Bool { terminatorBytes.equals("aws4_request") }
}
