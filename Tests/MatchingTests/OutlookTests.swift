import Interpreting
import RandomTestSupport
import Testing

@testable import Matching

/// What is known of a day before anybody asks, held against examining it when somebody does.
struct OutlookTests {
    private static func call(at now: Timestamp, _ random: inout Seeded) -> Job {
        var job = Setting.job()
        job.modality = Bool.random(using: &random) ? .telephone : .video
        job.isOnDemand = true
        let start = now + .minutes(Int.random(in: 0...180, using: &random))
        job.talk = Interval(start: start, length: .minutes(5 * Int.random(in: 1...12, using: &random)))
        return job
    }

    private static func candidate(_ random: inout Seeded) -> Candidate {
        var candidate = CrowdedDay.candidate(&random)
        var interpreter = candidate.interpreter
        interpreter.duty = Duty(modalities: [.telephone, .video], since: CrowdedDay.day - .days(1), until: CrowdedDay.day + .days(3))
        let limits = [nil, nil, 30, 60, 90]
        interpreter.maximumMinutesPerDay = limits[Int.random(in: 0..<5, using: &random)]
        interpreter.maximumMinutesPerWeek = limits[Int.random(in: 0..<5, using: &random)]
        candidate.interpreter = interpreter
        return candidate
    }

    @Test func `whom nothing comes in the way of by the outlook nothing comes in the way of by the calendar`() throws {
        let matcher = try CrowdedDay.matcher()
        var random = Seeded(94)
        var seen = (clear: 0, clearWithJourneys: 0, missed: 0, hindered: 0, none: 0, running: 0)
        for _ in 0..<60_000 {
            var candidate = Self.candidate(&random)
            // The day before, the day itself and the next morning.
            let now = CrowdedDay.day + .minutes(Int.random(in: -60...1_600, using: &random))
            if Int.random(in: 0..<6, using: &random) == 0, let place = candidate.commitments.lastIndex(where: { $0.talk.start <= now }) {
                candidate.commitments[place].isStarted = true
            }
            let job = Self.call(at: now, &random)
            let examination = matcher.examination(job, at: now)
            let accepted = examination.accepted(candidate)
            guard let outlook = matcher.outlookCalculator(at: now).outlook(of: candidate.dossier) else {
                seen.none += 1
                // Nobody knows when that is over, whatever was agreed.
                if candidate.dossier.running != nil {
                    #expect(accepted == nil)
                    seen.running += 1
                }
                continue
            }
            #expect(outlook.end > now && candidate.dossier.running == nil)
            if let fit = examination.unhindered(outlook) {
                #expect(fit == accepted?.fit, "\(job.talk) in \(outlook)")
                seen.clear += 1
                if candidate.dossier.hasJourneys { seen.clearWithJourneys += 1 }
            } else if accepted != nil {
                seen.missed += 1
            } else {
                seen.hindered += 1
            }
        }
        #expect(min(seen.clear, seen.clearWithJourneys, seen.hindered, seen.none, seen.running) > 1_000, "\(seen)")
        // Worth having: most of those who can are seen by it, however crowded their day is.
        #expect(seen.clear > 2 * seen.missed, "\(seen)")
    }

    @Test func `an outlook begins when the conversation and the rest after it are over`() throws {
        var setting = try Setting()
        setting.commit(1, "2026-12-01T10:00", minutes: 30)
        let outlook = try #require(setting.matcher.outlookCalculator(at: at("2026-12-01T10:10")).outlook(of: setting.candidate.dossier))
        #expect(outlook.stretch == Interval(start: at("2026-12-01T10:40"), end: at("2026-12-02T00:00")))
    }

    @Test func `a stretch is over before the next conversation, an absence, and midnight`() throws {
        var setting = try Setting()
        setting.commit(1, "2026-12-01T14:00", minutes: 30)
        let calculator = setting.matcher.outlookCalculator(at: at("2026-12-01T09:00"))
        #expect(calculator.outlook(of: setting.candidate.dossier)?.end == at("2026-12-01T13:45"))
        setting.candidate.absences = [span("2026-12-01T12:00", "2026-12-01T13:00")]
        #expect(calculator.outlook(of: setting.candidate.dossier)?.end == at("2026-12-01T12:00"))
        setting.candidate.absences = [span("2026-12-01T08:00", "2026-12-03T13:00")]
        #expect(calculator.outlook(of: setting.candidate.dossier) == nil)
        #expect(calculator.nextDay == at("2026-12-02T00:00"))
    }

    @Test func `where a way home would begin or end with the call there is no outlook`() throws {
        var setting = try Setting()
        setting.commit(1, "2026-12-01T08:00", minutes: 60, by: .onsite, at: 3)
        // Straight from there: nobody goes home in between, and a call in the middle would not change that.
        setting.commit(2, "2026-12-01T11:00", minutes: 60, by: .onsite, at: 3, lead: 10)
        let travel = setting.matcher.rules.travel
        let home = try #require(travel.mostMinutes(from: Book.place(3), to: Book.place(0)))
        let fromHome = try #require(travel.mostMinutes(from: Book.place(0), to: Book.place(3)))
        let buffer = setting.matcher.rules.working.minutesOfBuffer(before: .onsite)
        let free = at("2026-12-01T09:15")
        let way = Span.minutes(home + 60)
        func outlook(_ next: String) -> Interval? {
            setting.candidate.commitments[1].talk = span(next, "2026-12-01T15:00")
            setting.candidate.commitments[1].during = Interval(start: at(next) - .minutes(10), end: at("2026-12-01T15:15"))
            return setting.matcher.outlookCalculator(at: free).outlook(of: setting.candidate.dossier)?.stretch
        }
        // With so much time the interpreter goes home after the first: a call after that changes nothing.
        #expect(outlook("2026-12-01T14:00") == Interval(start: free + way, end: at("2026-12-01T13:30")))
        // A minute more or less.
        let least = free + way + .minutes(fromHome + buffer)
        #expect(outlook(least.description)?.start == free + way)
        #expect(outlook((least - .minutes(1)).description).map { $0.start >= at("2026-12-01T15:15") } ?? true)
    }

    @Test func `a call that leaves time to go home after it is in the outlook with its rest`() throws {
        var setting = try Setting()
        setting.commit(1, "2026-12-01T08:00", minutes: 60, by: .onsite, at: 3)
        setting.commit(2, "2026-12-01T09:40", minutes: 20)
        setting.commit(3, "2026-12-01T17:00", minutes: 30, by: .onsite, at: 3)
        let travel = setting.matcher.rules.travel
        let home = try #require(travel.mostMinutes(from: Book.place(3), to: Book.place(0)))
        let fromHome = try #require(travel.mostMinutes(from: Book.place(0), to: Book.place(3)))
        let buffer = setting.matcher.rules.working.minutesOfBuffer(before: .onsite)
        let rest = Span.minutes(setting.matcher.rules.working.leastMinutesOfRest(after: .telephone))
        let stretch = setting.matcher.outlookCalculator(at: at("2026-12-01T10:30")).outlook(of: setting.candidate.dossier)?.stretch
        let leaves = at("2026-12-01T17:00") - .minutes(buffer + fromHome)
        #expect(stretch == Interval(start: at("2026-12-01T10:30"), end: leaves - .minutes(home + 60) - rest))
    }

    @Test func `what is left of a day and a week is what the interpreter and the rules allow`() throws {
        var setting = try Setting()
        setting.candidate.interpreter.maximumMinutesPerDay = 100
        setting.candidate.interpreter.maximumMinutesPerWeek = 120
        setting.commit(1, "2026-12-01T08:00", minutes: 30)
        setting.commit(2, "2026-12-06T22:00", minutes: 25)
        setting.commit(3, "2026-12-07T08:00", minutes: 45)
        let outlook = setting.matcher.outlookCalculator(at: at("2026-12-01T09:00")).outlook(of: setting.candidate.dossier)
        #expect(outlook?.minutesLeft == 65)
    }
}
