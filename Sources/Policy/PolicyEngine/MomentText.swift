/// Reads moments from condition values without allocating.
///
/// - Source: IAM User Guide, "Condition operators", Date: the W3C's forms of ISO 8601, or epoch
///   (UNIX) time; W3C, "Date and Time Formats".
enum MomentText {
    /// Milliseconds since the epoch; nil when the text is neither form.
    ///
    /// Four digits are a year; any other plain number is seconds since the epoch.
    static func milliseconds(_ text: Span<UInt8>) -> Int64? {
        if text.count >= 4, let year = number(text, 0, 4), text.count == 4 || text[4] == 0x2D {
            return calendar(text, year: year)
        }
        guard let number = DecimalNumber(text) else { return nil }
        return Int64(exactly: number.scaled / 1_000_000_000_000_000)
    }

    private static func calendar(_ text: Span<UInt8>, year: Int) -> Int64? {
        var month = 1
        var day = 1
        var time: Int64 = 0
        if text.count > 4 {
            guard let value = number(text, 5, 2) else { return nil }
            month = value
        }
        if text.count > 7 {
            guard text[7] == 0x2D, let value = number(text, 8, 2) else { return nil }
            day = value
        }
        if text.count > 10 {
            guard text[10] == 0x54, let value = timeOfDay(text) else { return nil }
            time = value
        }
        guard let days = days(year: year, month: month, day: day) else { return nil }
        return Int64(days) * 86_400_000 + time
    }

    /// Reads `Thh:mm[:ss[.fff]]` with a zone, from the byte after the `T`.
    private static func timeOfDay(_ text: Span<UInt8>) -> Int64? {
        guard text.count >= 17, let hour = number(text, 11, 2), hour < 24, text[13] == 0x3A,
            let minute = number(text, 14, 2), minute < 60
        else { return nil }
        var milliseconds = (hour * 60 + minute) * 60_000
        var index = 16
        if text[index] == 0x3A {
            guard let second = number(text, 17, 2), second <= 60 else { return nil }
            milliseconds += second * 1000
            index = 19
            if index < text.count, text[index] == 0x2E {
                var unit = 100
                index += 1
                let start = index
                while index < text.count, text[index] &- 0x30 < 10 {
                    milliseconds += Int(text[index] - 0x30) * unit
                    unit /= 10
                    index += 1
                }
                guard index > start else { return nil }
            }
        }
        guard let zone = zoneMinutes(text, at: index) else { return nil }
        return Int64(milliseconds) - Int64(zone) * 60_000
    }

    private static func zoneMinutes(_ text: Span<UInt8>, at index: Int) -> Int? {
        guard index < text.count else { return nil }
        if text[index] == 0x5A { return index + 1 == text.count ? 0 : nil }
        guard text[index] == 0x2B || text[index] == 0x2D else { return nil }
        let minutesAt = index + 3 < text.count && text[index + 3] == 0x3A ? index + 4 : index + 3
        guard let hours = number(text, index + 1, 2), hours < 24, minutesAt + 2 == text.count,
            let minutes = number(text, minutesAt, 2), minutes < 60
        else { return nil }
        let offset = hours * 60 + minutes
        return text[index] == 0x2D ? -offset : offset
    }

    @inline(__always)
    private static func number(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard start + count <= text.count else { return nil }
        var value = 0
        for index in start..<start + count {
            guard text[index] &- 0x30 < 10 else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
        }
        return value
    }

    /// Days since 1970-01-01.
    ///
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func days(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, day <= length(of: month, in: year) else {
            return nil
        }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
