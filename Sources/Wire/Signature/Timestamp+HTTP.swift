internal import Base

extension Timestamp {
    /// Reads `Tue, 24 Nov 2026 20:54:01 GMT` (RFC 9110 section 5.6.7, the preferred form only).
    init?(http text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        self.init(iso8601: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
