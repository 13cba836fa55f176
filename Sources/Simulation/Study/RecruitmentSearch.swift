/// Looks for the least number of further interpreters with which a language reaches its target: doubling until it does, then halving
/// the difference. More interpreters never hurt in the mean, so the curve rises but for chance.
public struct RecruitmentSearch: Sendable {
    public let recruit: Scenario.Recruit
    private var shares: [Int: Estimate] = [:]

    public init(_ recruit: Scenario.Recruit) { self.recruit = recruit }

    /// How many to try next; nil when the answer is known.
    public var next: Int? {
        guard let most = tried.last else { return 0 }
        guard let reaching = tried.first(where: reaches) else {
            return most >= recruit.most ? nil : min(recruit.most, max(1, 2 * most))
        }
        guard let failing = tried.last(where: { $0 < reaching && !reaches($0) }), reaching - failing > 1 else { return nil }
        return (failing + reaching) / 2
    }

    private var tried: [Int] { shares.keys.sorted() }

    private func reaches(_ count: Int) -> Bool { shares[count].map { $0.mean >= recruit.target } ?? false }

    /// What came of playing with `count` more: one run of each replication.
    public mutating func note(_ count: Int, _ runs: [RunFigures]) {
        let values = runs.compactMap { $0.byLanguage[recruit.language]?.fillShare }
        // Nobody asked: then nobody is needed.
        shares[count] = Estimate(of: values) ?? Estimate(mean: 1, halfWidth: nil, count: runs.count)
    }

    public var curve: Study.RecruitmentCurve {
        let points = tried.compactMap { count in
            shares[count].map { Study.RecruitmentCurve.Point(recruited: count, fillShare: $0) }
        }
        return Study.RecruitmentCurve(
            language: recruit.language, target: recruit.target, points: points, enough: tried.first(where: reaches))
    }

    /// The scenario with `count` more interpreters of the language, like those it has: same hours, homes and pools, in turn.
    public func scenario(_ scenario: Scenario, recruiting count: Int) -> Scenario {
        let like = scenario.people.filter { $0.languages.first.map(language) == recruit.language }
        let models = like.isEmpty ? scenario.people : like
        guard !models.isEmpty else { return scenario }
        var larger = scenario
        for number in 0..<max(0, count) {
            var person = models[number % models.count]
            person.name = "Recruit \(number + 1)"
            person.languages = [recruit.language]
            larger.people.append(person)
        }
        return larger
    }

    /// Without its level.
    private func language(_ competence: String) -> String { competence.split(separator: ":").first.map(String.init) ?? competence }
}
