import Interpreting

/// When people are asked for planned work, and whether once more.
extension OfferRules {
    /// From when on people are asked for work that begins at `start`, and in which hours they have time to answer.
    ///
    /// Of the rows that hold for the lead time, the first in order of falling lead time whose hours begin early enough before the answer
    /// is due decides. When none do, everybody is asked at once: the morning would be too late.
    public func asking(
        at now: Timestamp, start: Timestamp, answerBy: Timestamp, priority: Priority, calendar: ServiceCalendar
    ) -> Ruling<AskingTime> {
        let lead = max(.zero, start - now)
        for row in asking.rows where row.leadAtLeast <= lead {
            let opens = row.hours.next(from: now, calendar)
            guard opens == now || opens + row.leaves <= answerBy else { continue }
            let mayWake = row.wakes.contains(priority)
            return Ruling(AskingTime(opens: opens, mayWake: mayWake, hours: row.hours, leaves: row.leaves), row.rule)
        }
        return Ruling(AskingTime(opens: now, mayWake: true, hours: .always, leaves: .zero), asking.row(for: .zero).rule)
    }

    /// Whether, and after what time, somebody is asked again for planned work whose offer ended unanswered `lead` before the start.
    public func askAgain(lead: Span) -> Ruling<AskAgain> {
        let row = askAgain.row(for: lead)
        return Ruling(row.again, row.rule)
    }

    /// The same rules with other hours of asking, and with silence or rings let pass treated otherwise: so that a study can compare them.
    public func with(
        asking hours: [AskingRow]? = nil, askAgain times: Int? = nil, unanswered rings: Int? = nil
    ) throws(RuleProblems) -> OfferRules {
        var rules = self
        if let rings {
            rules.onDemand = onDemand.map {
                OnDemandPlan(ring: $0.ring, parallel: $0.parallel, giveUpAfter: $0.giveUpAfter, unanswered: rings, grace: $0.grace)
            }
        }
        if let hours { rules.asking = try LeadBands(hours, what: "the hours of asking") }
        if let times {
            func limited(_ again: AskAgain) -> AskAgain { AskAgain(after: again.after, atMost: times) }
            rules.askAgain = try LeadBands(
                askAgain.rows.map { AskAgainRow(leadAtLeast: $0.leadAtLeast, again: limited($0.again), rule: $0.rule) },
                what: "asking again")
            rules.ringAgain = ringAgain.map(limited)
        }
        return rules
    }

    static func problems(_ row: AskingRow) -> [RuleProblem] {
        let hours = row.hours
        if (0..<1440).contains(hours.from), (1...1440).contains(hours.until), hours.from < hours.until { return [] }
        let text = "people are asked from minute \(hours.from) until minute \(hours.until) of the day; until comes after from, 1440 at most"
        return [RuleProblem(text, rows: [row.rule])]
    }

    static func problems(_ again: Ruling<AskAgain>) -> [RuleProblem] {
        if again.value.after > .zero, (1...20).contains(again.value.atMost) { return [] }
        let text = "asked again after \(again.value.after.seconds) s, \(again.value.atMost) times at most; after 1 s or more, 1 to 20 times"
        return [RuleProblem(text, rows: [again.rule])]
    }
}
