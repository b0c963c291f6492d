import Base

/// The time of a signature, as the client wrote it.
struct SigningStamp {
    /// The moment.
    let moment: Timestamp
    /// `yyyyMMddTHHmmssZ`.
    let text: ArraySlice<UInt8>

    private init(moment: Timestamp, text: ArraySlice<UInt8>) {
        self.moment = moment
        self.text = text
    }

    /// Reads `yyyyMMddTHHmmssZ`, or nil.
    init?(basic text: ArraySlice<UInt8>) {
        let base = text.startIndex
        guard text.count == 16, text[base + 8] == 0x54, text[base + 15] == 0x5A,
            let year = text[base..<base + 4].decimal, let month = text[base + 4..<base + 6].decimal,
            let day = text[base + 6..<base + 8].decimal,
            let hour = text[base + 9..<base + 11].decimal,
            let minute = text[base + 11..<base + 13].decimal,
            let second = text[base + 13..<base + 15].decimal,
            let moment = Self.moment(year, month, day, hour, minute, second)
        else { return nil }
        self.moment = moment
        self.text = text
    }

    /// Reads the value of a `Date` field: `yyyyMMddTHHmmssZ`, or `Tue, 24 Nov 2026 20:54:00 GMT`.
    ///
    /// - Source: RFC 9110 section 5.6.7, IMF-fixdate.
    init?(date text: ArraySlice<UInt8>) {
        guard text.count != 16 else {
            self.init(basic: text)
            return
        }
        let base = text.startIndex
        guard text.count == 29, text[(base + 25)...].equals(" GMT"),
            let day = text[base + 5..<base + 7].decimal,
            let month = Self.month(text[base + 8..<base + 11]),
            let year = text[base + 12..<base + 16].decimal,
            let hour = text[base + 17..<base + 19].decimal,
            let minute = text[base + 20..<base + 22].decimal,
            let second = text[base + 23..<base + 25].decimal,
            let moment = Self.moment(year, month, day, hour, minute, second)
        else { return nil }
        self.init(moment: moment, text: Array(moment.text(.basic).utf8)[...])
    }

    private static func month(_ name: ArraySlice<UInt8>) -> Int? {
        let names = Array("JanFebMarAprMayJunJulAugSepOctNovDec".utf8)
        for month in 0..<12 where names[month * 3..<month * 3 + 3] == name { return month + 1 }
        return nil
    }

    /// Nil when the fields name no moment.
    ///
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    private static func moment(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ hour: Int,
        _ minute: Int,
        _ second: Int
    ) -> Timestamp? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lastDay =
            switch month {
            case 4, 6, 9, 11: 30
            case 2: isLeap ? 29 : 28
            default: 31
            }
        guard (1...12).contains(month), (1...lastDay).contains(day), hour < 24, minute < 60,
            second < 60
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return Timestamp(seconds: Int64(days * 86400 + hour * 3600 + minute * 60 + second))
    }
}
