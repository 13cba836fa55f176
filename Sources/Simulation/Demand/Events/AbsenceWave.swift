import Interpreting
import RuleFiles

/// `absence-wave`: a share of the interpreters cannot work for some days within a stretch, as in a wave of influenza.
public struct AbsenceWave: ScenarioEvent {
    /// Between 0 and 1.
    public var share: Double
    /// Within which the absences lie, both included.
    public var days: ClosedRange<CivilDate>
    /// How long one is away.
    public var length: Int
    /// How many days before it is known.
    public var notice: Int

    public var summary: String {
        "\(share * 100) % of interpreters away for \(length) days between \(days.lowerBound) and \(days.upperBound)"
    }

    public func change(_ people: inout [Person], stream: inout RandomStream) {
        let whole = days.upperBound.dayNumber - days.lowerBound.dayNumber + 1
        let long = min(length, whole)
        for place in people.indices {
            let (isAway, offset) = (stream.chance(share), stream.index(below: whole - long + 1))
            guard isAway else { continue }
            let from = days.lowerBound.adding(days: offset)
            let absence = Person.Absence(from: from, until: from.adding(days: long - 1), announced: from.adding(days: -notice))
            people[place].absences = (people[place].absences + [absence]).sorted { $0.from < $1.from }
        }
    }
}

extension AbsenceWave: ReadableEvent {
    package static let word = "absence-wave"

    package static func read(_ row: FieldReader, _ context: EventContext) -> AbsenceWave? {
        let share = row.percent("share")
        let days = row.days()
        let length = row.integer("days", 1...365)
        let notice = row.integer("notice-days", 0...60)
        guard let share, let days, let length, let notice else { return nil }
        return AbsenceWave(share: share, days: days, length: length, notice: notice)
    }
}
