import Interpreting

/// The rest between the end of one assignment and the start of the next, journey not included.
public struct RestRow: Hashable, Sendable {
    public let after: Modality
    public let before: Modality
    public let minutes: Int
    public let rule: RuleReference

    public init(after: Modality, before: Modality, minutes: Int, rule: RuleReference) {
        self.after = after
        self.before = before
        self.minutes = minutes
        self.rule = rule
    }
}

/// A conversation that is too long for one interpreter, divided into several of equal length, in steps of five minutes where that fits.
public struct Division: Hashable, Sendable {
    /// Minutes that one interpreter does alone.
    public let limit: Int
    /// Nil when no shorter talks can be booked for it either.
    public let parts: Parts?

    public struct Parts: Hashable, Sendable {
        public let talks: Int
        /// Of each of them.
        public let minutes: Int

        public init(talks: Int, minutes: Int) {
            self.talks = talks
            self.minutes = minutes
        }
    }

    /// `book 2 talks of 100 minutes`.
    public var advice: String {
        parts.map { "book \($0.talks) talks of \($0.minutes) minutes" } ?? "shorter talks of equal length cannot be booked for it either"
    }
}

/// `rules/working.yaml`: what may be asked of an interpreter.
public struct WorkingRules: Sendable {
    /// Interpreted minutes a day at most, on the wall clock's days.
    public let dailyMinutes: Ruling<Int>
    /// Interpreted minutes a week at most, Monday to Sunday.
    public let weeklyMinutes: Ruling<Int>
    /// Without a START this long after the agreed start, it is a no-show.
    public let noShowGrace: Ruling<Span>
    /// Without a FINISH this long after the agreed end, it counts as completed.
    public let completionGrace: Ruling<Span>
    /// START is accepted from this long before the agreed start.
    public let earlyStart: Ruling<Span>
    private let restByPair: CompleteTable<ModalityPair, Ruling<Int>>
    private let buffers: CompleteTable<Modality, Ruling<Int>>
    private let soloLimits: CompleteTable<Modality, Ruling<Int>>
    /// The minutes of `restByPair` and `buffers` alone, in the order of modalities: matching looks them up for every candidate.
    private let restMinutes: [Int]
    private let bufferMinutes: [Int]

    /// - Parameters:
    ///   - rest: a row for each of the nine pairs of modalities.
    ///   - buffers: minutes free before the agreed start, to set up a line or find the room.
    ///   - soloMinutes: the longest conversation for one interpreter alone.
    /// - Throws: problems with missing and doubled rows, and with minutes out of range.
    public init(
        rest: [RestRow], buffers: [Modality: Ruling<Int>], soloMinutes: [Modality: Ruling<Int>], dailyMinutes: Ruling<Int>,
        weeklyMinutes: Ruling<Int>, noShowGrace: Ruling<Span>, completionGrace: Ruling<Span>, earlyStart: Ruling<Span>
    ) throws(RuleProblems) {
        let pairs = rest.map { (key: ModalityPair(after: $0.after, before: $0.before), row: $0) }
        var problems = RuleProblems.duplicates(pairs.map { (key: $0.key.rawValue, rule: $0.row.rule) }, what: "rest")
        problems += rest.flatMap { WorkingRules.range(Ruling($0.minutes, $0.rule), 0...240, "rest") }
        for modality in Modality.allCases {
            problems += buffers[modality].map { WorkingRules.range($0, 0...120, "buffer") } ?? []
            problems += soloMinutes[modality].map { WorkingRules.range($0, 1...1440, "longest conversation alone") } ?? []
        }
        problems += WorkingRules.range(dailyMinutes, 1...1440, "minutes a day")
        problems += WorkingRules.range(weeklyMinutes, 1...10_080, "minutes a week")
        let spans = [(noShowGrace, "no-show grace"), (completionGrace, "completion grace"), (earlyStart, "early start")]
        for (span, what) in spans { problems += WorkingRules.range(span.map(\.minutes), 0...1440, what) }
        try RuleProblems.check(problems)

        let byPair = Dictionary(pairs.map { ($0.key, Ruling($0.row.minutes, $0.row.rule)) }, uniquingKeysWith: { first, _ in first })
        restByPair = try CompleteTable(byPair, what: "rest")
        self.buffers = try CompleteTable(buffers, what: "the buffer before")
        soloLimits = try CompleteTable(soloMinutes, what: "the longest conversation alone by")
        restMinutes = ModalityPair.allCases.map { [restByPair] in restByPair[$0].value }
        bufferMinutes = Modality.allCases.map { buffers[$0]?.value ?? 0 }
        self.dailyMinutes = dailyMinutes
        self.weeklyMinutes = weeklyMinutes
        self.noShowGrace = noShowGrace
        self.completionGrace = completionGrace
        self.earlyStart = earlyStart
    }

    private static func range(_ ruling: Ruling<Int>, _ allowed: ClosedRange<Int>, _ what: String) -> [RuleProblem] {
        if allowed.contains(ruling.value) { return [] }
        let text = "\(what): \(ruling.value) minutes; \(allowed.lowerBound) to \(allowed.upperBound) are allowed"
        return [RuleProblem(text, rows: [ruling.rule])]
    }

    /// Minutes of rest between an assignment and the next; the journey comes on top.
    public func rest(after: Modality, before: Modality) -> Ruling<Int> { restByPair[ModalityPair(after: after, before: before)] }

    /// `rest` without its rule.
    public func minutesOfRest(after: Modality, before: Modality) -> Int { restMinutes[after.rank * Modality.allCases.count + before.rank] }

    /// The rest in minutes that every following conversation needs at least, whatever its modality.
    public func leastMinutesOfRest(after: Modality) -> Int {
        var least = minutesOfRest(after: after, before: .telephone)
        for before in Modality.allCases { least = min(least, minutesOfRest(after: after, before: before)) }
        return least
    }

    /// `buffer` without its rule.
    public func minutesOfBuffer(before modality: Modality) -> Int { bufferMinutes[modality.rank] }

    /// Minutes that must be free before the agreed start.
    public func buffer(before modality: Modality) -> Ruling<Int> { buffers[modality] }

    /// Minutes that one interpreter works alone at most.
    public func soloMinutes(_ modality: Modality) -> Ruling<Int> { soloLimits[modality] }

    public func isTooLong(_ minutes: Int, _ modality: Modality) -> Bool { minutes > soloMinutes(modality).value }

    /// What to book instead of a conversation that is too long for one interpreter; nil when it is not.
    ///
    /// - Parameter advised: how a talk of so many minutes is arranged; nil when it cannot be asked for. A part is a talk of its own: a
    ///   shorter one may be arranged otherwise, where one interpreter does less.
    public func division(minutes: Int, modality: Modality, advised: (_ minutes: Int) -> Modality?) -> Ruling<Division>? {
        guard isTooLong(minutes, modality) else { return nil }
        func isBookable(_ part: Int) -> Bool { advised(part).map { !isTooLong(part, $0) } ?? false }
        return soloMinutes(modality).map { limit in
            for talks in max(2, (minutes + limit - 1) / limit)...max(2, minutes) {
                let each = (minutes + talks - 1) / talks
                let rounded = min(limit, (each + 4) / 5 * 5)
                if let part = [rounded, each].first(where: isBookable) {
                    return Division(limit: limit, parts: Division.Parts(talks: talks, minutes: part))
                }
            }
            return Division(limit: limit, parts: nil)
        }
    }
}

/// A pair of modalities in a row, as a key with a name.
struct ModalityPair: RawRepresentable, CaseIterable, Hashable, Sendable {
    let after: Modality
    let before: Modality

    init(after: Modality, before: Modality) {
        self.after = after
        self.before = before
    }

    static let allCases: [ModalityPair] = Modality.allCases.flatMap { after in
        Modality.allCases.map { ModalityPair(after: after, before: $0) }
    }

    var rawValue: String { "after \(after.rawValue) before \(before.rawValue)" }
    init?(rawValue: String) {
        guard let pair = ModalityPair.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = pair
    }
}
