/// Reads one ISO 8601 moment, whole.
struct ISO8601Scanner {
    var bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Milliseconds since the epoch, or nil.
    mutating func scan() -> Int64? {
        guard bytes.count <= 40, let year = number(4) else { return nil }
        var month = 1
        var day = 1
        if take(0x2D) {
            guard let value = number(2) else { return nil }
            month = value
            if take(0x2D) {
                guard let value = number(2) else { return nil }
                day = value
            }
        }
        if position == bytes.count {
            return CalendarFields(
                year: year,
                month: month,
                day: day,
                hour: 0,
                minute: 0,
                second: 0
            )
            .map { $0.seconds * 1000 }
        }
        guard take(0x54), let hour = number(2), take(0x3A), let minute = number(2) else {
            return nil
        }
        var second = 0
        var fraction = 0
        if take(0x3A) {
            guard let value = number(2) else { return nil }
            second = value
            if take(0x2E) {
                guard let value = milliseconds() else { return nil }
                fraction = value
            }
        }
        guard let offset = zone(), position == bytes.count,
            let fields = CalendarFields(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second
            )
        else { return nil }
        return (fields.seconds - Int64(offset) * 60) * 1000 + Int64(fraction)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func number(_ digits: Int) -> Int? {
        guard let value = decimal(bytes, position, digits) else { return nil }
        position += digits
        return value
    }

    /// A fraction of any length; digits past the third are dropped.
    private mutating func milliseconds() -> Int? {
        var value = 0
        var count = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            if count < 3 { value = value * 10 + Int(bytes[position] - 0x30) }
            count += 1
            position += 1
        }
        guard count > 0 else { return nil }
        for _ in 0..<max(0, 3 - count) { value *= 10 }
        return value
    }

    /// Minutes east of Greenwich.
    private mutating func zone() -> Int? {
        if take(0x5A) { return 0 }
        let sign: Int
        if take(0x2B) { sign = 1 } else if take(0x2D) { sign = -1 } else { return nil }
        guard let hours = number(2), hours <= 23 else { return nil }
        _ = take(0x3A)
        guard let minutes = number(2), minutes <= 59 else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
