/// A moment in the Gregorian calendar, in UTC.
struct CalendarFields {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    /// Days since 1970-01-01.
    var dayNumber: Int

    /// Splits seconds since the epoch.
    ///
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    init(seconds total: Int64) {
        let days = Int(total >= 0 ? total / 86400 : (total - 86399) / 86400)
        let rest = Int(total) - days * 86400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
        dayNumber = days
    }

    /// Nil when the fields name no day or time; second 60 is taken as a leap second.
    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (0...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.days(in: month, of: year),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
    }

    var seconds: Int64 {
        Int64(dayNumber) * 86400 + Int64(hour * 3600 + minute * 60 + second)
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    func appendDate(to out: inout [UInt8], separator: UInt8?) {
        appendDecimal(year, width: 4, to: &out)
        if let separator { out.append(separator) }
        appendDecimal(month, width: 2, to: &out)
        if let separator { out.append(separator) }
        appendDecimal(day, width: 2, to: &out)
    }

    func appendTime(to out: inout [UInt8], separator: UInt8?) {
        appendDecimal(hour, width: 2, to: &out)
        if let separator { out.append(separator) }
        appendDecimal(minute, width: 2, to: &out)
        if let separator { out.append(separator) }
        appendDecimal(second, width: 2, to: &out)
    }

    func appendHTTP(to out: inout [UInt8]) {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        out.append(contentsOf: days[((dayNumber % 7) + 7) % 7].utf8)
        out.append(contentsOf: ", ".utf8)
        appendDecimal(day, width: 2, to: &out)
        out.append(0x20)
        out.append(contentsOf: months[month - 1].utf8)
        out.append(0x20)
        appendDecimal(year, width: 4, to: &out)
        out.append(0x20)
        appendTime(to: &out, separator: 0x3A)
        out.append(contentsOf: " GMT".utf8)
    }
}
