import Foundation

extension Words {
    /// How long a pass lasts.
    public func length(minutes: UInt64) -> String {
        switch (minutes / 1440, minutes % 1440, minutes / 60, minutes % 60) {
        case (2..., 0, _, _): self(.lengthDays, "\(minutes / 1440)")
        case (_, _, 1..., 0): self(.lengthHours, "\(minutes / 60)")
        case (_, _, 1..., _): self(.lengthHoursMinutes, "\(minutes / 60)", "\(minutes % 60)")
        default: self(.lengthMinutes, "\(minutes)")
        }
    }

    /// A time that is left, as a clock shows it.
    public func clock(ms: Int64) -> String {
        Duration.milliseconds(ms).formatted(.time(pattern: .hourMinuteSecond).locale(locale))
    }

    /// A time of today, to the second.
    ///
    /// - Parameter ms: Milliseconds since 1970.
    public func time(ms: Int64) -> String {
        Date(timeIntervalSince1970: Double(ms) / 1000).formatted(
            .dateTime.hour().minute().second().locale(locale))
    }

    /// A day and a time of it, by the clocks of a region.
    ///
    /// - Parameter ms: Milliseconds since 1970.
    /// - Parameter zone: Its IANA name; the phone's own clock if there is none.
    public func moment(ms: Int64, zone: String?) -> String {
        let style = Date.VerbatimFormatStyle(
            format: """
                \(day: .defaultDigits) \(month: .wide), \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
                \(minute: .twoDigits)
                """,
            locale: locale, timeZone: zone.flatMap(TimeZone.init(identifier:)) ?? .current,
            calendar: Calendar(identifier: .gregorian))
        return Date(timeIntervalSince1970: Double(ms) / 1000).formatted(style)
    }

    /// A time that is left, as people of the language write it.
    public func duration(ms: Int64) -> String {
        Duration.milliseconds(ms).formatted(
            .units(allowed: [.days, .hours, .minutes], width: .abbreviated)
                .locale(locale))
    }
}
