internal import Base
internal import Cryptography
internal import Markup
internal import Tokens
internal import WebIdentity

extension ControlDesk {
    /// `rolecall keys list`: the keys of session tokens and of web identity tokens, oldest first.
    func keyList(_ words: ArraySlice<String>) throws -> [UInt8] {
        try refuseOperands(words, "list")
        return Self.answer(keys.keys, keys.signingKeys)
    }

    /// `rolecall keys rotate`: a new key seals from now on.
    func rotateKeys(_ words: ArraySlice<String>) throws -> [UInt8] {
        try refuseOperands(words, "rotate")
        try keys.rotate()
        return Self.answer(keys.keys, keys.signingKeys)
    }

    private func refuseOperands(
        _ words: ArraySlice<String>,
        _ command: String
    ) throws(Arguments.Failure) {
        guard try Arguments(words, options: []).operands.isEmpty else {
            throw Arguments.Failure(message: "keys \(command) takes no operands")
        }
    }

    private static func answer(
        _ keys: (ring: TokenKeyRing, now: Timestamp),
        _ signing: SigningKeyRing?
    ) -> [UInt8] {
        let sealing = keys.ring.keys.last { $0.sealsFrom <= keys.now } ?? keys.ring.keys[0]
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("TokenKeys")
        writer.beginArray()
        for key in keys.ring.keys {
            writer.beginObject()
            writer.member("KeyId", id(key))
            writer.member("SealsFrom", key.sealsFrom.description)
            writer.key("Seals")
            writer.boolean(key.id == sealing.id)
            writer.member(
                "OpensUntil",
                keys.ring.lastUse(of: key, now: keys.now)?.description
            )
            writer.endObject()
        }
        writer.endArray()
        if let signing { write(signing, &writer) }
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ ring: SigningKeyRing, _ writer: inout JSONWriter) {
        writer.key("SigningKeys")
        writer.beginArray()
        for pair in ring.pairs {
            writer.beginObject()
            writer.member("KeyId", pair.id)
            writer.member("SignsFrom", pair.signsFrom.description)
            writer.key("Signs")
            writer.boolean(pair.id == ring.signing.id)
            writer.member("ServedUntil", ring.lastUse(of: pair)?.description)
            writer.endObject()
        }
        writer.endArray()
    }

    private static func id(_ key: TokenKey) -> String {
        Hex.text([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: key.id >> $0) })
    }
}
