extension Timestamp {
    /// The same day and time so many years later, to the second; 29 February may become the 28th.
    public func adding(years: Int) -> Timestamp {
        let fields = CalendarFields(seconds: seconds)
        let later = [fields.day, 28].lazy.compactMap { day in
            CalendarFields(
                year: fields.year + years,
                month: fields.month,
                day: day,
                hour: fields.hour,
                minute: fields.minute,
                second: fields.second
            )
        }.first
        return later.map { Timestamp(seconds: $0.seconds) } ?? self
    }
}
