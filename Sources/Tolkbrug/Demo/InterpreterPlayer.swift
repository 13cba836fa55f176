import Client
import Interpreting
import Simulation
import Wire

/// Plays one interpreter over a connection of its own: keeps a calendar, goes on duty, answers offers or stays silent, starts and
/// finishes what was confirmed.
struct InterpreterPlayer: Sendable {
    let client: Client
    let person: DayScenario.Person
    /// `I12`.
    let id: String
    let scenario: DayScenario
    let time: DemoTime

    /// Says when it is available; done before the day begins.
    func prepare() async throws {
        for day in 0...2 {
            let date = scenario.date.adding(days: day)
            _ = try await client.mutate(
                "AVAILABLE", [Parameter("from", Value("\(date)T\(person.from)")), Parameter("until", Value("\(date)T\(person.until)"))])
        }
        try await client.subscribe(.init(topics: ["offers", "assignments"]))
    }

    /// Plays until the task is cancelled.
    func play() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await keepDuty() }
            for await push in client.pushes {
                guard case .event(_, let event) = push else { continue }
                switch event.kind {
                case "OFFER-MADE": group.addTask { try await answer(event) }
                case "ASSIGNMENT-CONFIRMED" where event["interpreter"] == id: group.addTask { try await work(event) }
                default: continue
                }
            }
        }
    }

    private func keepDuty() async throws {
        guard let duty = person.duty else { return }
        try await time.sleep(until: time.moment(scenario.date, duty.from))
        _ = try await client.mutate("ONDUTY", [Parameter("until", Value("\(scenario.date)T\(duty.until)"))])
    }

    private func answer(_ event: AnswerRow) async throws {
        guard let offer = event.subject else { return }
        let isRing = event["start"] == "now"
        let behaviour = isRing ? scenario.ring : event["modality"] == "onsite" ? scenario.onsite : scenario.remote
        var dice = Dice(seed: scenario.seed, purpose: "\(id) \(event["request"] ?? offer)")
        let lot = dice.percent()
        let delay = dice.lognormal(median: behaviour.medianSeconds, sigma: Double(scenario.sigmaPercent) / 100)
        guard lot < behaviour.accept + behaviour.decline else { return }
        try await time.sleep(until: time.now + Span(milliseconds: Int64(delay * 1000)))
        // Too late, or no longer free: the refusal says so, as it would to a person.
        _ = try await client.mutate(lot < behaviour.accept ? "ACCEPT" : "DECLINE", [Parameter(value: Value(offer))])
    }

    private func work(_ event: AnswerRow) async throws {
        guard let assignment = event.subject, let minutes = event["minutes"].flatMap({ Int($0) }), let text = event["start"],
            let start = try? Timestamp.parse(text, in: time.zone)
        else { return }
        // On-demand talks begin with the yes; planned ones when their time has come.
        try await time.sleep(until: start)
        _ = try await client.mutate("START", [Parameter(value: Value(assignment))])
        try await time.sleep(until: start + .minutes(minutes))
        _ = try await client.mutate("FINISH", [Parameter(value: Value(assignment))])
    }
}
