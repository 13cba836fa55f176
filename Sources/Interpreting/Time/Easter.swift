/// The date of Easter Sunday.
public enum Easter {
    /// Easter Sunday of a Gregorian `year`, by the anonymous Gregorian algorithm (Meeus, *Astronomical Algorithms*, chapter 8).
    public static func sunday(of year: Int) -> CivilDate {
        let moonCycleYear = year % 19
        let (century, yearOfCentury) = (year / 100, year % 100)
        let (leapCenturies, centuryRest) = (century / 4, century % 4)
        let moonCorrection = (century + 8) / 25
        let epactCorrection = (century - moonCorrection + 1) / 3
        let fullMoon = (19 * moonCycleYear + century - leapCenturies - epactCorrection + 15) % 30
        let (leapYears, yearRest) = (yearOfCentury / 4, yearOfCentury % 4)
        let daysToSunday = (32 + 2 * centuryRest + 2 * leapYears - fullMoon - yearRest) % 7
        let lateMoon = (moonCycleYear + 11 * fullMoon + 22 * daysToSunday) / 451
        let marchDay = 22 + fullMoon + daysToSunday - 7 * lateMoon
        let firstOfMarch = CivilDate.first(of: 3, year: year)
        return firstOfMarch.adding(days: marchDay - 1)
    }
}

extension CivilDate {
    /// The first day of a month 1…12.
    static func first(of month: Int, year: Int) -> CivilDate {
        MonthDay(validMonth: month, day: 1).date(in: year)
    }
}
