/// An RSA public key, and the two forms in which people send it.
public struct RSAPublicKey: Hashable, Sendable {
    /// The modulus, most significant byte first, without leading zeros.
    let modulus: [UInt8]
    /// The exponent, likewise.
    let exponent: [UInt8]

    /// Takes numbers whose most significant byte comes first; nil when one is zero or even.
    init?(modulus: ArraySlice<UInt8>, exponent: ArraySlice<UInt8>) {
        self.modulus = Array(modulus.drop { $0 == 0 })
        self.exponent = Array(exponent.drop { $0 == 0 })
        guard let low = self.modulus.last, low & 1 == 1, let last = self.exponent.last,
            last & 1 == 1, self.exponent != [1]
        else { return nil }
    }

    /// How many bits the modulus has.
    public var bitCount: Int {
        modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
    }

    /// The digest of the key's bytes in SSH's form, as `ssh-keygen -l -E md5` prints it.
    public var md5Fingerprint: String {
        var digest = StreamingDigest(.md5)
        digest.update(sshBytes)
        return digest.finish().map { Hex.text([$0]) }.joined(separator: ":")
    }
}
