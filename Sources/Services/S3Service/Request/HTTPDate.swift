import Base

/// Reads the dates of conditional requests.
enum HTTPDate {
    /// Reads `Tue, 24 Nov 2026 20:54:00 GMT`, or ISO 8601 as some clients send; nil for others.
    ///
    /// - Source: RFC 9110 section 5.6.7, IMF-fixdate.
    static func read(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT" else { return Timestamp(iso8601: text) }
        guard let month = months.firstIndex(of: String(words[2])), words[1].utf8.count == 2 else {
            return nil
        }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp(iso8601: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
