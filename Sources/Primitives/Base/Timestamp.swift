/// A moment: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Milliseconds since the epoch.
    public let milliseconds: Int64

    /// The moment so many milliseconds after the epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The moment so many seconds after the epoch.
    public init(seconds: Int64) { milliseconds = seconds * 1000 }

    /// Whole seconds since the epoch, rounded down.
    public var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    /// The moment so many seconds later.
    public func adding(seconds: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + seconds * 1000)
    }

    /// The same moment without its fraction of a second.
    public var truncatedToSeconds: Timestamp { Timestamp(seconds: seconds) }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// `2026-11-24T20:54:00Z`.
    public var description: String { text(.extended) }

    /// The forms in which a moment is written, each in UTC.
    public enum Form: Sendable {
        /// `2026-11-24T20:54:00Z`
        case extended
        /// `2026-11-24T20:54:00.000Z`
        case extendedMilliseconds
        /// `20261124T205400Z`, as in `X-Amz-Date`
        case basic
        /// `20261124`, as in a credential scope
        case date
        /// `Tue, 24 Nov 2026 20:54:00 GMT` (RFC 9110 section 5.6.7)
        case http
    }

    /// The moment in the given form.
    public func text(_ form: Form) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(32)
        append(form, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Adds the moment in the given form.
    public func append(_ form: Form, to out: inout [UInt8]) {
        let fields = CalendarFields(seconds: seconds)
        switch form {
        case .extended, .extendedMilliseconds:
            fields.appendDate(to: &out, separator: 0x2D)
            out.append(0x54)
            fields.appendTime(to: &out, separator: 0x3A)
            if case .extendedMilliseconds = form {
                out.append(0x2E)
                appendDecimal(Int(milliseconds - seconds * 1000), width: 3, to: &out)
            }
            out.append(0x5A)
        case .basic:
            fields.appendDate(to: &out, separator: nil)
            out.append(0x54)
            fields.appendTime(to: &out, separator: nil)
            out.append(0x5A)
        case .date:
            fields.appendDate(to: &out, separator: nil)
        case .http:
            fields.appendHTTP(to: &out)
        }
    }

    /// Reads `yyyyMMddTHHmmssZ`; nil for any other form or an impossible date.
    public init?(basic text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == 0x54, bytes[15] == 0x5A,
            let year = decimal(bytes, 0, 4), let month = decimal(bytes, 4, 2),
            let day = decimal(bytes, 6, 2), let hour = decimal(bytes, 9, 2),
            let minute = decimal(bytes, 11, 2), let second = decimal(bytes, 13, 2),
            let fields = CalendarFields(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second
            )
        else { return nil }
        self.init(seconds: fields.seconds)
    }

    /// Reads ISO 8601 in the forms of the W3C date-time note; nil for any other form.
    ///
    /// Takes `2026`, `2026-11`, `2026-11-24`, `2026-11-24T20:54Z`, with seconds, a fraction, and
    /// `Z` or `±hh:mm`.
    ///
    /// - Source: IAM User Guide, "Condition operators", Date (W3C implementations of ISO 8601).
    public init?(iso8601 text: some StringProtocol) {
        var scanner = ISO8601Scanner(bytes: Array(text.utf8))
        guard let milliseconds = scanner.scan() else { return nil }
        self.milliseconds = milliseconds
    }
}

func decimal(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[start..<start + count] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
    }
    return value
}

/// Adds the last digits of a number that is not negative, so many of them.
func appendDecimal(_ value: Int, width: Int, to out: inout [UInt8]) {
    if width > 2 { appendDecimal(value / 100, width: width - 2, to: &out) }
    let pair = UInt8(truncatingIfNeeded: value % 100)
    if width > 1 { out.append(0x30 &+ pair / 10) }
    out.append(0x30 &+ pair % 10)
}
