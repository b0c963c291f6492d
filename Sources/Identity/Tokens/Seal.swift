public import Base
public import Cryptography
import Synchronization

/// Seals bytes under master keys: a version, the key's id, a nonce, the bytes under AES-256-GCM, and
/// the tag.
///
/// The context is authenticated with the bytes; for a secret access key it is the key's id, so that
/// one secret cannot be put in another's place.
public final class Seal: Sendable {
    private static let version: UInt8 = 1
    private static let headLength = 5

    private let current: MasterKey
    private let keys: [UInt32: [SealPurpose: Secret]]
    private let random: RandomSource

    /// Why bytes could not be opened.
    public enum Failure: Error, Sendable, Hashable {
        /// They do not have the form of sealed bytes.
        case malformed
        /// They were sealed under a master key that is not here.
        case unknownKey(UInt32)
        /// They were altered, or sealed for another purpose or context.
        case forged
    }

    /// Seals under one master key, and opens what others sealed before.
    public init(_ current: MasterKey, older: [MasterKey] = [], random: RandomSource = .secure) {
        self.current = current
        self.random = random
        var keys: [UInt32: [SealPurpose: Secret]] = [:]
        for key in [current] + older {
            for purpose in SealPurpose.allCases {
                keys[key.id, default: [:]][purpose] = key.key(for: purpose)
            }
        }
        self.keys = keys
    }

    /// The id of the master key that seals.
    public var keyID: UInt32 { current.id }

    /// Seals bytes.
    public func seal(
        _ bytes: borrowing Span<UInt8>,
        for purpose: SealPurpose,
        context: [UInt8]
    ) -> [UInt8] {
        var out = [Self.version]
        KeyID.append(current.id, to: &out)
        let key = keys[current.id]?[purpose] ?? current.key(for: purpose)
        let associated = out + context
        return out
            + AESGCM.seal(
                bytes,
                key: key,
                nonce: random.bytes(12),
                associated: associated.span
            )
    }

    /// Seals a secret.
    public func seal(_ secret: Secret, for purpose: SealPurpose, context: [UInt8]) -> [UInt8] {
        secret.withBytes { seal($0, for: purpose, context: context) }
    }

    /// The bytes that were sealed for this purpose and context.
    public func open(
        _ sealed: [UInt8],
        for purpose: SealPurpose,
        context: [UInt8]
    ) throws(Failure) -> [UInt8] {
        guard sealed.count >= Self.headLength + AESGCM.overhead, sealed[0] == Self.version else {
            throw .malformed
        }
        let id = KeyID.read(sealed, at: 1)
        guard let key = keys[id]?[purpose] else { throw .unknownKey(id) }
        let associated = Array(sealed[..<Self.headLength]) + context
        let body = sealed[Self.headLength...]
        guard let bytes = AESGCM.open(body.span, key: key, associated: associated.span) else {
            throw .forged
        }
        return bytes
    }

    /// The secret that was sealed for this purpose and context.
    public func openSecret(
        _ sealed: [UInt8],
        for purpose: SealPurpose,
        context: [UInt8]
    ) throws(Failure) -> Secret {
        Secret(try open(sealed, for: purpose, context: context))
    }

    /// Seals a text into a text, for messages that a client carries without reading them.
    public func sealMessage(_ message: String, context: [UInt8] = []) -> String {
        let bytes = Packing.pack(Array(message.utf8))
        return Base64.text(
            seal(bytes.span, for: .authorizationMessage, context: context),
            .url
        )
    }

    /// The text that `sealMessage` sealed.
    public func openMessage(
        _ text: String,
        context: [UInt8] = []
    ) throws(Failure) -> String {
        guard let sealed = Base64.bytes(Array(text.utf8), .url) else { throw .malformed }
        let packed = try open(sealed, for: .authorizationMessage, context: context)
        guard let bytes = Packing.unpack(packed, limit: Limits.unpacked),
            let message = String(validating: bytes, as: UTF8.self)
        else { throw .malformed }
        return message
    }
}
