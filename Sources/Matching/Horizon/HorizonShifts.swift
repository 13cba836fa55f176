import Interpreting
import Planning
import Rules

/// Interpreter-days and interpreter-weeks, with the minutes that are left in them.
struct HorizonShifts {
    private let model: HorizonModel
    private let grain: Int
    private(set) var shifts: [PlanParts.Shift] = []
    private(set) var weekLimits: [Int] = []
    private(set) var candidates: [Int] = []
    /// Daily limits of the week that is being built, together.
    private var allowed = 0

    private struct Entry {
        let candidate: Int
        let date: CivilDate
        let option: PlanParts.Option
    }

    /// - Parameter grain: see ``HorizonParts/grain``.
    init(_ model: HorizonModel, grain: Int) {
        self.model = model
        self.grain = grain
    }

    mutating func build() {
        let calendar = model.matcher.rules.calendar
        var entries: [Entry] = []
        for (index, choices) in model.choices.enumerated() where !choices.isEmpty {
            // A conversation counts for the day on which it begins.
            let date = calendar.local(model.jobs[index].talk.start).date
            entries += choices.map {
                Entry(
                    candidate: $0.candidate, date: date,
                    option: PlanParts.Option(job: index, cost: $0.cost / grain, way: model.jobs[index].destination == nil ? 0 : $0.travel))
            }
        }
        entries.sort { ($0.candidate, $0.date, $0.option.job) < ($1.candidate, $1.date, $1.option.job) }
        var last: Entry?
        for entry in entries {
            let monday = entry.date.monday
            if let last, last.candidate == entry.candidate, last.date == entry.date {
                shifts[shifts.count - 1].options.append(entry.option)
            } else {
                if last?.candidate != entry.candidate || last.map({ $0.date < monday }) ?? true { openWeek(entry.candidate, monday) }
                openShift(entry)
            }
            last = entry
        }
        closeWeek()
    }

    private mutating func openWeek(_ candidate: Int, _ monday: CivilDate) {
        closeWeek()
        weekLimits.append(model.limits.left(of: candidate, inWeekOf: monday, model.horizon.candidates[candidate].commitments))
        allowed = 0
    }

    /// A week that its days cannot fill needs no limit, and a planner without it is faster.
    private mutating func closeWeek() {
        guard let limit = weekLimits.last, allowed <= limit else { return }
        weekLimits[weekLimits.count - 1] = PlanModel.unlimited
    }

    private mutating func openShift(_ entry: Entry) {
        let left = model.limits.left(of: entry.candidate, on: entry.date, model.horizon.candidates[entry.candidate].commitments)
        allowed += left
        shifts.append(PlanParts.Shift(week: weekLimits.count - 1, limit: left, options: [entry.option]))
        candidates.append(entry.candidate)
    }
}
