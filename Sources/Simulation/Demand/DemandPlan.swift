import Interpreting

/// Everything that a scenario says about demand. Shares are weights: only their proportions count.
struct DemandPlan: Sendable {
    /// Requests in an ordinary calendar year, before any event.
    var perYear: Double
    /// Variance of the count of equal days, divided by its mean; 1 for a plain Poisson process.
    var varianceToMean: Double
    /// Seven factors, Monday first.
    var weekdays: [Double]
    /// Instead of the weekday's factor.
    var publicHoliday: Double
    var sectors: [SectorPlan]
    var agencies: [AgencyPlan]
    /// Ascending by tag.
    var languages: [(tag: String, share: Double)]
    var kinds: [TalkKind]
    var wishes: Wishes

    struct SectorPlan: Sendable {
        var sector: Sector
        var share: Double
        /// Factor in school holidays.
        var schoolHolidays: Double
        /// When it asks, and when it holds conversations.
        var asks: HourProfile
        var talks: HourProfile
    }

    struct AgencyPlan: Sendable {
        var code: String
        var share: Double
        /// By language: how much more often than elsewhere; 1 when not named.
        var tilt: [String: Double]
    }

    /// What some requesters ask for on top. Shares between 0 and 1.
    struct Wishes: Sendable {
        var female = 0.0
        var male = 0.0
        var urgent = 0.0
    }

    /// How much the sector asks on a day, against an ordinary Tuesday of its own.
    func factor(_ sector: SectorPlan, on day: CalendarTable.Day) -> Double {
        let usual = day.isPublicHoliday ? publicHoliday : weekdays[day.weekday.rawValue]
        return day.isSchoolHoliday ? usual * sector.schoolHolidays : usual
    }
}
