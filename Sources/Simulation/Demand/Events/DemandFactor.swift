import Interpreting
import RuleFiles

/// `demand`: conversations of some sectors or agencies, on some days or at some hours, come more or less often.
public struct DemandFactor: ScenarioEvent {
    public var factor: Double
    /// Days of the conversation, both included; nil for all.
    public var days: ClosedRange<CivilDate>?
    /// Minutes of the day at which the conversation begins, the last one excluded; nil for all.
    public var minutes: Range<Int>?
    /// Empty for all.
    public var sectors: [Sector]
    /// Codes; empty for all.
    public var agencies: [String]

    public var summary: String {
        var text = "demand × \(factor)"
        if !sectors.isEmpty { text += " of \(sectors.map(\.rawValue).joined(separator: ", "))" }
        if !agencies.isEmpty { text += " with \(agencies.joined(separator: ", "))" }
        if let days { text += " from \(days.lowerBound) to \(days.upperBound)" }
        if let minutes { text += " between \(ClockText.text(minutes.lowerBound)) and \(ClockText.text(minutes.upperBound))" }
        return text
    }

    public func highestFactor(of asking: Asking) -> Double {
        if !sectors.isEmpty, !sectors.contains(asking.sector) { return 1 }
        if !agencies.isEmpty, !agencies.contains(asking.agency) { return 1 }
        // Nobody asks for what has been; who asks before may ask for one of the days.
        if let days, asking.date > days.upperBound { return 1 }
        return days == nil && minutes == nil ? factor : max(1, factor)
    }

    public func factor(of asking: Asking, talk: LocalTime) -> Double {
        if !sectors.isEmpty, !sectors.contains(asking.sector) { return 1 }
        if !agencies.isEmpty, !agencies.contains(asking.agency) { return 1 }
        if let days, !days.contains(talk.date) { return 1 }
        if let minutes, !minutes.contains(talk.minuteOfDay) { return 1 }
        return factor
    }
}

extension DemandFactor: ReadableEvent {
    package static let word = "demand"

    package static func read(_ row: FieldReader, _ context: EventContext) -> DemandFactor? {
        let factor = row.number("factor", 0...100)
        let days = row.optional("from") { $0.days() }
        let minutes = row.optional("hours") { $0.fields("hours") { $0.minutes() } }
        let sectors = row.optional("sectors") { $0.choices("sectors", of: Sector.self) } ?? []
        let agencies = row.optional("agencies") { $0.names("agencies", among: context.agencies, "an agency") } ?? []
        guard let factor else { return nil }
        return DemandFactor(factor: factor, days: days, minutes: minutes, sectors: sectors, agencies: agencies)
    }
}
