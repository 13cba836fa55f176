import Interpreting

/// A part of the demand whose hosts are alike: one sector in one agency's territory, or a single new host.
struct Stratum: Sendable {
    enum Volume: Hashable, Sendable {
        /// Requests in an ordinary calendar year.
        case perYear(Double)
        /// Requests in an ordinary week, from a day on.
        case perWeek(Double, opens: CivilDate)
    }

    /// Index into the plan's sectors.
    let sector: Int
    let agency: String
    let volume: Volume
    /// Shares of the plan's languages, in its order.
    let languages: [Double]
    /// Indices of hosts, with how much each asks.
    let hosts: WeightedChoice<Int>
}
