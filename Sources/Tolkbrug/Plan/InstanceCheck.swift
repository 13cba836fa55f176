import Interpreting
import Planning

/// What an instance that can be read may still have wrong with it.
enum InstanceCheck {
    /// Ten years: beyond it is a mistake.
    static let mostMinutes = 5_256_000
    /// Points of one job, so that the points of a day fit into the planner's numbers.
    static let mostPoints = 100_000
    /// Minutes of one window: two days. The planner's tables grow with it.
    static let mostWindow = 2_880

    /// The first thing that is wrong, and where.
    static func problem(_ instance: Instance) -> (path: String, text: String)? {
        if !(1...mostMinutes / 1_440).contains(instance.days) {
            return ("days", "is \(instance.days); 1 to \(mostMinutes / 1_440) are allowed")
        }
        if !(instance.speed > 0 && instance.speed.isFinite) { return ("speed_kmh", "is \(instance.speed); more than 0 is needed") }
        if !(instance.detour >= 0 && instance.detour.isFinite) { return ("detour", "is \(instance.detour); at least 0 is needed") }
        if instance.fillValue < 0 { return ("fill_value", "is \(instance.fillValue); at least 0 is needed") }
        let preferences = instance.preferences
        for (name, value) in [
            ("gender", preferences.gender), ("continuity", preferences.continuity), ("nonfirst_language", preferences.otherLanguage),
        ] where !(0...mostPoints).contains(value) {
            return ("pref_cost.\(name)", "is \(value); 0 to \(mostPoints) are allowed")
        }
        return jobs(instance) ?? people(instance) ?? wishes(instance)
    }

    /// Genders that may be wished though nobody of the instance is of them; others are words of its own.
    private static let genders: Set = ["f", "m", "x"]

    /// A wish that no interpreter could ever meet, however the instance were planned.
    private static func wishes(_ instance: Instance) -> (path: String, text: String)? {
        let ids = Set(instance.interpreters.map(\.id))
        let known = genders.union(instance.interpreters.map(\.gender)).sorted()
        for (index, job) in instance.jobs.enumerated() {
            if let gender = job.gender, !known.contains(gender) {
                let hint = Suggestion.phrase(for: gender, among: known)
                let list = known.joined(separator: ", ")
                let text = "is \"\(gender.prefix(40))\", which no interpreter has; one of \(list), or null, is needed\(hint)"
                return ("jobs[\(index)].gender", text)
            }
            if let id = job.continuity, !ids.contains(id) {
                return ("jobs[\(index)].continuity", "is \(id), the id of no interpreter; the id of one, or null, is needed")
            }
        }
        return nil
    }

    /// What begins on no day of the instance: limits of a day and a week would not be meant for it.
    private static func outside(_ minute: Int, of instance: Instance, _ path: String) -> (path: String, text: String)? {
        let day = minute / 1_440
        guard day >= instance.days else { return nil }
        return (path, "is \(minute), on day \(day); days is \(instance.days), so it begins before \(instance.days * 1_440)")
    }

    private static func jobs(_ instance: Instance) -> (path: String, text: String)? {
        var places: [Int: Int] = [:]
        var total = 0
        for (index, job) in instance.jobs.enumerated() {
            let path = "jobs[\(index)]"
            if let other = places.updateValue(index, forKey: job.id) {
                return ("\(path).id", "is \(job.id), which jobs[\(other)] has already")
            }
            if !(0...mostMinutes).contains(job.start) { return ("\(path).start", "is \(job.start); 0 to \(mostMinutes) are allowed") }
            if let found = outside(job.start, of: instance, "\(path).start") { return found }
            if job.end <= job.start { return ("\(path).end", "is \(job.end); after its start, \(job.start), is needed") }
            if job.end > mostMinutes { return ("\(path).end", "is \(job.end); at most \(mostMinutes) is allowed") }
            if job.weight < 0 { return ("\(path).weight", "is \(job.weight); at least 0 is needed") }
            let (points, isTooMuch) = job.weight.multipliedReportingOverflow(by: instance.fillValue)
            if isTooMuch || points > mostPoints {
                return ("\(path).weight", "\(job.weight) times fill_value \(instance.fillValue) is more than \(mostPoints) points")
            }
            total += points
            if !(job.x.isFinite && job.y.isFinite) { return ("\(path).x", "is not a number of kilometres") }
        }
        guard total > PlanParts.mostPoints else { return nil }
        let text = "with \(instance.fillValue) the jobs are worth \(total) points together; at most \(PlanParts.mostPoints) are possible: "
            + "divide it and pref_cost by \((total + PlanParts.mostPoints - 1) / PlanParts.mostPoints)"
        return ("fill_value", text)
    }

    private static func people(_ instance: Instance) -> (path: String, text: String)? {
        var places: [Int: Int] = [:]
        for (index, person) in instance.interpreters.enumerated() {
            let path = "interpreters[\(index)]"
            if let other = places.updateValue(index, forKey: person.id) {
                return ("\(path).id", "is \(person.id), which interpreters[\(other)] has already")
            }
            if person.langs.isEmpty { return ("\(path).langs", "is empty; at least one language is needed") }
            if person.maxMinDay < 0 { return ("\(path).max_min_day", "is \(person.maxMinDay); at least 0 is needed") }
            if person.maxMinWeek < 0 { return ("\(path).max_min_week", "is \(person.maxMinWeek); at least 0 is needed") }
            if !(person.maxKm >= 0) { return ("\(path).max_km", "is \(person.maxKm); at least 0 is needed") }
            if !(person.x.isFinite && person.y.isFinite) { return ("\(path).x", "is not a number of kilometres") }
            for (place, window) in person.windows.enumerated() {
                let path = "\(path).windows[\(place)]"
                guard window.count == 2 else { return (path, "has \(window.count) numbers; [from, to] is needed") }
                if !(0...mostMinutes).contains(window[0]) { return ("\(path)[0]", "is \(window[0]); 0 to \(mostMinutes) are allowed") }
                if let found = outside(window[0], of: instance, "\(path)[0]") { return found }
                if window[1] <= window[0] || window[1] > mostMinutes {
                    return ("\(path)[1]", "is \(window[1]); after \(window[0]) and at most \(mostMinutes) is needed")
                }
                if window[1] - window[0] > mostWindow {
                    return (path, "lasts \(window[1] - window[0]) minutes; at most \(mostWindow) are possible: split it")
                }
            }
        }
        return nil
    }
}
