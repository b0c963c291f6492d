import Cryptography

/// Reads the certificates and private keys that requests bring.
enum PEMReader {
    /// The one certificate of a text, in DER.
    static func certificate(_ text: String) -> [UInt8]? {
        guard let parts = PEM.parts(text), parts.count == 1 else { return nil }
        return certificate(parts[0])
    }

    /// The certificate that a part is, in DER.
    static func certificate(_ part: PEM.Part) -> [UInt8]? {
        part.label == "CERTIFICATE" && !part.hasHeaders ? part.bytes : nil
    }

    /// The one private key of a text, which no password protects.
    ///
    /// OpenSSL writes the parameters of an elliptic curve before the key; they say nothing more.
    static func privateKey(_ text: String) -> PrivateKey? {
        let labels = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"]
        guard let parts = PEM.parts(text)?.filter({ $0.label != "EC PARAMETERS" }),
            parts.count == 1, labels.contains(parts[0].label), !parts[0].hasHeaders
        else { return nil }
        return PrivateKey(der: parts[0].bytes)
    }

    /// The text without white space at its end, as AWS gives certificates back.
    static func trimmed(_ text: String) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        var bytes = text.utf8[...]
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return String(Substring(bytes))
    }
}
