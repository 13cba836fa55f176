extension CivilDate {
    /// Why a text of the form of a date names no day: `November has 30 days`; nil when it names one, or is not of that form.
    public static func problem(of text: some StringProtocol) -> String? {
        let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false).map { Array($0) }
        guard parts.map(\.count) == [4, 2, 2], let year = number(parts[0][...]), let month = number(parts[1][...]),
            let day = number(parts[2][...])
        else { return nil }
        guard year > 0 else { return "years go from 0001 to 9999" }
        guard (1...12).contains(month) else { return "months go from 01 to 12" }
        let days = daysInMonth(year: year, month: month)
        guard !(1...days).contains(day) else { return nil }
        if month == 2, day == 29 { return "\(year) is no leap year, February has 28 days" }
        return "\(monthNames[month - 1]) has \(days) days"
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
