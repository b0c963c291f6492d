public import Base

/// The key of a record: bytes that sort as the records shall be listed.
///
/// A key starts with one byte that names its keyspace. Text parts end with a zero byte, so that a
/// shorter name sorts before a longer one and a prefix never matches half a name.
public struct Key: Hashable, Sendable, Comparable {
    /// The bytes.
    public private(set) var bytes: [UInt8]

    /// Starts a key in a keyspace.
    public init(_ keyspace: UInt8) {
        bytes = [keyspace]
        bytes.reserveCapacity(48)
    }

    /// Takes bytes as they are, such as those of an entry that was read.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Adds an account: six bytes, most significant first.
    public consuming func account(_ account: AccountID) -> Key {
        for shift in stride(from: UInt64(40), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: account.number >> shift))
        }
        return self
    }

    /// Adds a text and its end; a text with a zero byte is cut there.
    public consuming func text(_ text: String) -> Key {
        for byte in text.utf8 {
            guard byte != 0 else { break }
            bytes.append(byte)
        }
        bytes.append(0)
        return self
    }

    /// Adds a text without an end: for the last part, and for prefixes of names.
    public consuming func tail(_ text: String) -> Key {
        bytes.append(contentsOf: text.utf8)
        return self
    }

    /// Adds a name in lower case, since IAM's names are unique without regard to case.
    ///
    /// - Source: IAM User Guide, "IAM and AWS STS quotas", "IAM name requirements".
    public consuming func name(_ name: String) -> Key {
        for byte in name.utf8 {
            guard byte != 0 else { break }
            bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        }
        bytes.append(0)
        return self
    }

    /// Adds a number: eight bytes, most significant first.
    public consuming func number(_ number: UInt64) -> Key {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
        return self
    }

    /// The first key that is greater than every key with this prefix; nil past the last key.
    public var endOfPrefix: Key? {
        var end = bytes
        while let last = end.last {
            guard last == 0xFF else {
                end[end.count - 1] = last + 1
                return Key(bytes: end)
            }
            end.removeLast()
        }
        return nil
    }

    /// Orders byte by byte.
    public static func < (left: Key, right: Key) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
