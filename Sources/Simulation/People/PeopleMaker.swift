import Foundation
import Interpreting
import Rules

/// Makes the interpreters that a scenario describes: the same for the same seed, each with a stream of chance of its own.
struct PeopleMaker {
    let plan: PeoplePlan
    /// Shares of demand by tag, ascending by tag.
    let demand: [(tag: String, share: Double)]
    let places: PlaceTable
    let seed: UInt64

    func make() -> [Person] {
        var people: [Person] = []
        for (language, count) in numbers() {
            for _ in 0..<count { people.append(person(people.count, first: language)) }
        }
        return people
    }

    /// How many interpret each language first; most asked for first.
    func numbers() -> [(tag: String, count: Int)] {
        let free = demand.filter { plan.listed[$0.tag] == nil }
        let listed = plan.listed.values.reduce(0, +)
        let counts = Apportionment.divide(
            plan.count - listed, weights: free.map { pow($0.share, plan.exponent) }, least: plan.leastPerLanguage)
        var numbers = plan.listed
        for (language, count) in zip(free, counts) { numbers[language.tag] = count }
        let ordered = demand.sorted { ($1.share, $0.tag) < ($0.share, $1.tag) }
        return ordered.map { (tag: $0.tag, count: numbers[$0.tag] ?? 0) }
    }

    private func person(_ number: Int, first: String) -> Person {
        var stream = RandomStream(seed: seed, "people", number)
        let home = places.home(agency: plan.homes.draw(&stream), &stream)
        let modalities = plan.modalities.draw(&stream) ?? Modality.allCases.map(\.rawValue)
        let patterns = WeightedTable(plan.patterns.map(\.share))
        let pattern = patterns.draw(&stream).map { plan.patterns[$0] }
        let days = pattern?.days(&stream) ?? []
        let isRemote = modalities.contains { $0 != Modality.onsite.rawValue }
        let isOnDuty = stream.chance(pattern?.onDuty ?? 0) && isRemote
        let female = stream.chance(plan.female)
        return Person(
            name: "Tolk \(String(repeating: "0", count: max(0, 4 - String(number + 1).count)))\(number + 1)",
            gender: (female ? Gender.female : .male).rawValue, home: home.place, modalities: modalities,
            pools: pools(home.agency, &stream), languages: languages(first, &stream), hours: pattern?.stretches(days) ?? [],
            duty: isOnDuty ? pattern?.stretches(days) ?? [] : [], maximumMinutesPerWeek: pattern?.minutesPerWeek)
    }

    private func pools(_ home: String, _ stream: inout RandomStream) -> [String] {
        var pools: Set = [home]
        for pool in plan.pools where stream.chance(pool.share) { pools.insert(pool.agency) }
        return pools.sorted()
    }

    private func languages(_ first: String, _ stream: inout RandomStream) -> [String] {
        var languages = [first]
        for second in plan.seconds {
            let (speaks, isTrained) = (stream.chance(second.share), stream.chance(plan.trained))
            if speaks, second.tag != first { languages.append(isTrained ? "\(second.tag):trained" : second.tag) }
        }
        return languages
    }
}
