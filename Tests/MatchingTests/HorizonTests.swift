import Interpreting
import Rules
import Testing

@testable import Matching
@testable import Planning

/// The domain read into the planner, and its plans read back.
@Suite struct HorizonTests {
    private func plan(_ horizon: Horizon, _ matcher: Matcher, steps: Int = 300) -> HorizonPlan {
        HorizonPlanner(horizon, matcher: matcher).run(.steps(steps))
    }

    @Test(arguments: 1...40) func `the options are exactly the pairs that the matcher finds eligible`(_ seed: UInt64) throws {
        let random = try RandomHorizon(seed)
        let parts = HorizonParts(HorizonModel(random.horizon, matcher: random.matcher))
        var options: Set<[Int]> = []
        for (shift, candidate) in zip(parts.parts.shifts, parts.candidates) {
            for option in shift.options { #expect(options.insert([option.job, candidate]).inserted) }
        }
        var eligible: Set<[Int]> = []
        for (job, question) in random.horizon.questions.enumerated() {
            for (place, candidate) in random.horizon.candidates.enumerated() {
                var candidate = candidate
                if question.asked.contains(candidate.interpreter.id) { candidate.offers.removeAll { $0 == question.job.talk } }
                if random.matcher.verdict(question.job, candidate, at: random.horizon.basis.at).isEligible { eligible.insert([job, place]) }
            }
        }
        #expect(options == eligible)
    }

    @Test(arguments: 1...40) func `what a plan proposes can all be done, one after another`(_ seed: UInt64) throws {
        let random = try RandomHorizon(seed)
        let plan = plan(random.horizon, random.matcher)
        #expect(plan.count == random.horizon.questions.count && plan.bound >= plan.value)
        for candidate in random.horizon.candidates {
            var calendar = candidate
            let own = plan.proposals.filter { $0.interpreter == candidate.interpreter.id }.sorted { $0.job.talk.start < $1.job.talk.start }
            for proposal in own {
                let question = try #require(random.horizon.questions.first { $0.id == proposal.request })
                var seen = calendar
                if question.asked.contains(proposal.interpreter) { seen.offers.removeAll { $0 == question.job.talk } }
                let verdict = random.matcher.verdict(question.job, seen, at: random.horizon.basis.at)
                guard case .eligible(_, let fit, _) = verdict else {
                    Issue.record("\(proposal.request) does not fit \(proposal.interpreter): \(verdict)")
                    continue
                }
                calendar.commit(question.job, fit, as: AssignmentID(1_000 + proposal.request.number))
            }
            #expect(CalendarChecker(calendar).faults(afterRemovals: false) == [])
            for day in 0...1 {
                let date = Interval(start: RandomHorizon.origin + .days(day), end: RandomHorizon.origin + .days(day + 1))
                let minutes = calendar.commitments.filter { date.contains($0.talk.start) }.reduce(0) { $0 + $1.talk.length.minutes }
                #expect(minutes <= candidate.interpreter.maximumMinutesPerDay ?? 360)
            }
        }
    }

    @Test func `the model knows the rules so well that the matcher has little to mend`() throws {
        var (proposals, mended) = (0, 0)
        for seed in 41...80 as ClosedRange<UInt64> {
            let random = try RandomHorizon(seed)
            let plan = plan(random.horizon, random.matcher)
            proposals += plan.proposals.count
            mended += plan.mended
        }
        #expect(proposals > 300)
        #expect(mended * 50 < proposals, "\(mended) of \(proposals)")
    }

    @Test func `the same horizon gives the same plan, whatever the order of its parts`() throws {
        let random = try RandomHorizon(7)
        let horizon = random.horizon
        let turned = Horizon(basis: horizon.basis, questions: horizon.questions.reversed(), candidates: horizon.candidates.reversed())
        #expect(plan(turned, random.matcher) == plan(horizon, random.matcher))
    }

    // MARK: one rule alone; the model itself must know it, so nothing is mended

    private struct Pair {
        var setting: Setting
        var first: Job
        var second: Job

        /// Two jobs for interpreter 1, who lives at place 0.
        init(_ second: String, _ modalities: (Modality, Modality), places: (Int, Int) = (3, 3), minutes: Int = 60) throws {
            setting = try Setting()
            func job(_ start: String, _ modality: Modality, _ place: Int) -> Job {
                var job = Setting.job()
                job.modality = modality
                job.place = Book.place(place)
                job.talk = Interval(start: at(start), end: at(start) + .minutes(minutes))
                return job
            }
            first = job("2026-12-01T10:00", modalities.0, places.0)
            self.second = job(second, modalities.1, places.1)
        }

        var plan: HorizonPlan {
            let questions = [first, second].enumerated().map { Horizon.Question(id: RequestID(Int64($0 + 1)), job: $1) }
            let horizon = Horizon(basis: .init(at: setting.now, head: 1), questions: questions, candidates: [setting.candidate])
            return HorizonPlanner(horizon, matcher: setting.matcher).run(.steps(100))
        }

        func expect(_ count: Int, _ comment: Comment) {
            let plan = plan
            #expect(plan.proposals.count == count, comment)
            #expect(plan.mended == 0, comment)
        }
    }

    @Test func `rest, buffers and journeys are the matcher's`() throws {
        try Pair("2026-12-01T11:15", (.telephone, .telephone)).expect(2, "10 minutes of rest and 5 before the call")
        try Pair("2026-12-01T11:14", (.telephone, .telephone)).expect(1, "a minute less")
        try Pair("2026-12-01T11:55", (.telephone, .onsite)).expect(2, "20 minutes of rest, 30 from home, 5 at the door")
        try Pair("2026-12-01T11:54", (.telephone, .onsite)).expect(1, "a minute less")
        try Pair("2026-12-01T11:50", (.onsite, .onsite), places: (3, 6)).expect(2, "15 minutes of rest, 30 on the way, 5 at the door")
        try Pair("2026-12-01T11:49", (.onsite, .onsite), places: (3, 6)).expect(1, "a minute less")
    }

    @Test func `journeys between jobs take as long as in the traffic of that time`() throws {
        // To be there at 08:55 takes half as long again.
        var pair = try Pair("2026-12-01T09:00", (.onsite, .onsite), places: (3, 6), minutes: 20)
        pair.setting.candidate.windows = [span("2026-12-01T05:00", "2026-12-01T18:00")]
        for (start, count) in [("2026-12-01T07:35", 2), ("2026-12-01T07:36", 1)] {
            pair.first.talk = Interval(start: at(start), end: at(start) + .minutes(20))
            pair.expect(count, "\(start)")
        }
    }

    @Test func `the minutes of a day and of a week are those that confirmed work and other offers leave`() throws {
        var pair = try Pair("2026-12-01T14:00", (.telephone, .telephone))
        pair.setting.candidate.interpreter.maximumMinutesPerDay = 120
        pair.expect(2, "both fill the day")
        pair.setting.commit(1, "2026-12-01T17:00", minutes: 10)
        pair.expect(1, "10 minutes are confirmed")
        pair.setting.candidate.commitments = []
        pair.setting.candidate.offers = [span("2026-12-01T17:00", "2026-12-01T17:10")]
        pair.expect(1, "10 minutes are offered for something else")
        let open = try #require(pair.plan.unfilled.first)
        #expect(open.reason == .outbid(by: []) && open.idle == [InterpreterID(1)] && open.price > 0)

        pair.setting.candidate.offers = []
        pair.setting.candidate.interpreter.maximumMinutesPerDay = nil
        pair.setting.candidate.interpreter.maximumMinutesPerWeek = 150
        pair.second.talk = span("2026-12-02T10:00", "2026-12-02T11:00")
        pair.setting.candidate.windows.append(span("2026-12-02T08:00", "2026-12-02T18:00"))
        pair.expect(2, "two days of a week")
        pair.setting.commit(1, "2026-12-03T17:00", minutes: 40)
        pair.expect(1, "40 minutes are confirmed on another day of the week")
    }

    @Test func `whatever second it is, the planner's minutes are those of the clock`() throws {
        var pair = try Pair("2026-12-01T11:15", (.telephone, .telephone))
        pair.setting.now = pair.setting.now + Span(milliseconds: 7 * 60_000 + 23_456)
        let questions = [pair.first, pair.second].enumerated().map { Horizon.Question(id: RequestID(Int64($0 + 1)), job: $1) }
        let horizon = Horizon(basis: .init(at: pair.setting.now, head: 1), questions: questions, candidates: [pair.setting.candidate])
        let parts = HorizonParts(HorizonModel(horizon, matcher: pair.setting.matcher)).parts
        #expect(parts.jobs.allSatisfy { $0.start >= 0 })
        #expect(parts.jobs[0].end == parts.jobs[1].start)
        #expect(parts.slotMinutes == 5)
    }

    @Test func `the dearest rules that may be written leave the bound a bound`() throws {
        let random = try RandomHorizon(3)
        let cheap = Matcher(rules: try Book.build(points: [.travelMinute: 1]))
        let dear = Matcher(rules: try Book.build(points: [.travelMinute: 1_000_000]))
        let (small, great) = (plan(random.horizon, cheap), plan(random.horizon, dear))
        // The planner's points are coarser, so its plan and bound may be a little worse, never wrong.
        #expect(great.value > small.value * 990_000 && great.value <= small.bound * 1_000_000, "\(great.value), \(small.value)")
        #expect(great.bound >= great.value && great.bound < small.bound * 1_050_000, "\(great.bound), \(small.bound)")
    }

    // MARK: worth

    @Test func `hours are worth all of a request that nobody else could do, and little of one that others could`() throws {
        var setting = try Setting(points: [.travelMinute: 3, .gender: 60])
        setting.job.modality = .telephone
        setting.job.gender = .female
        let alone = Horizon(
            basis: .init(at: setting.now, head: 1), questions: [.init(id: RequestID(1), job: setting.job)], candidates: [setting.candidate])
        let only = try #require(plan(alone, setting.matcher).proposals.first)
        #expect(only.worth == 3_000 && !only.isReplaceable)
        // 75 minutes from the preparation to the end of the rest.
        #expect(only.price == 2_400)

        var other = setting.candidate
        other.interpreter = Setting.interpreter(2)
        other.interpreter.gender = .male
        let two = Horizon(
            basis: .init(at: setting.now, head: 1), questions: [.init(id: RequestID(1), job: setting.job)],
            candidates: [setting.candidate, other])
        let easy = try #require(plan(two, setting.matcher).proposals.first)
        #expect(easy.interpreter == InterpreterID(1) && easy.worth == 60 && easy.isReplaceable)
    }

    @Test func `the more pressing request is filled, and the other says by which it was outbid`() throws {
        var setting = try Setting()
        setting.job.modality = .telephone
        var urgent = setting.job
        urgent.priority = .urgent
        var other = setting.job
        other.language = Book.pashto
        let questions = [setting.job, urgent, other].enumerated().map { Horizon.Question(id: RequestID(Int64($0 + 1)), job: $1) }
        var stranger = setting.candidate
        stranger.interpreter = Setting.interpreter(2)
        stranger.interpreter.competences = [Competence(language: Book.pashto, level: .certified)]
        stranger.windows = []
        let horizon = Horizon(
            basis: .init(at: setting.now, head: 1), questions: questions, candidates: [setting.candidate, stranger])
        let plan = plan(horizon, setting.matcher)
        #expect(plan.proposals.map(\.request) == [RequestID(2)])
        #expect(plan.unfilled.map(\.reason) == [
            .outbid(by: [RequestID(2)]), .nobodyEligible([.init(constraint: .availability, count: 1)]),
        ])
        #expect(plan.value == 4_000 && plan.bound == 4_000 && plan.gap == 0)
    }
}
