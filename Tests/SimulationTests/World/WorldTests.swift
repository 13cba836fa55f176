import Dispatching
import Interpreting
import Rules
import Testing

@testable import Simulation

/// A few hosts and people, and inquiries that are written down.
private struct Small {
    let book: RuleBook
    var scenario: Scenario

    struct Listed: InquirySource {
        var byDay: [Int: [Inquiry]]
        func inquiries(onDay day: Int, seed: UInt64) -> [Inquiry] { byDay[day] ?? [] }
    }

    init() throws {
        book = try TestWorld.book()
        let week = (1...5).map { WeeklyStretch(weekday: $0, from: 480, until: 1080) }
        let hosts = [
            Host(name: "School", sector: "education", place: "12025", agency: "agii"),
            Host(name: "Hospital", sector: "health", place: "24062", agency: "agii"),
        ]
        let people = (1...4).map { number in
            Person(
                name: "Tolk \(number)", gender: number % 2 == 0 ? "male" : "female", home: "12025",
                modalities: ["telephone", "video", "onsite"], pools: ["agii"],
                languages: [number < 4 ? "tr" : "ti"], hours: week, duty: week)
        }
        let always = Behaviour.Answering(accept: 1, decline: 0, medianSeconds: 5, sigma: 0.1)
        scenario = Scenario(
            name: "small", question: "", expects: "", seed: 7, start: try #require(CivilDate("2026-03-02")), days: 5, hosts: hosts,
            people: people, behaviour: Behaviour(ring: always, remote: always, onsite: always), inquiries: Listed(byDay: [:]))
    }

    /// The wall clock of the scenario's days.
    func moment(day: Int, hour: Int, minute: Int = 0) -> Timestamp {
        book.calendar.zone.moment(LocalTime(date: scenario.start.adding(days: day), hour: hour, minute: minute))
    }

    func inquiry(day: Int, hour: Int, language: String = "tr", minutes: Int = 20, start: Timestamp? = nil) -> Inquiry {
        Inquiry(
            at: moment(day: day, hour: hour), host: 0, language: language, complexity: "practical", minutes: minutes, start: start,
            place: "12025")
    }

    func play(policy: String = "tolkbrug") throws -> StudyRunner.Played {
        let runner = StudyRunner(scenario, rules: book)
        return try runner.play(.init(policy: policy, replication: 1, seed: scenario.seed)) { _ in true }
    }
}

@Suite struct WorldTests {
    @Test func `a call that rings somebody on duty is filled, connected and counted`() throws {
        var small = try Small()
        small.scenario.inquiries = Small.Listed(byDay: [0: [small.inquiry(day: 0, hour: 10)]])
        let played = try small.play()
        #expect(played.refusals.isEmpty)
        #expect(played.figures.total.asked == 1)
        #expect(played.figures.total.filled == 1)
        #expect(played.figures.total.filledPlanned == 0)
        #expect(played.figures.byModality["telephone"]?.filled == 1)
        #expect(played.figures.bySector["education"]?.filled == 1)
        let wait = try #require(played.figures.timeToConnect.quantile(0.5))
        #expect((3...9).contains(wait), "ringing takes about 5 seconds; it was \(wait)")
        #expect(played.figures.hours[10].talkMinutes == 20)
        #expect(played.figures.violations == 0)
    }

    @Test func `whoever reads that a fallback is not possible asks without it`() throws {
        var small = try Small()
        var inquiry = small.inquiry(day: 0, hour: 9, minutes: 90, start: small.moment(day: 3, hour: 14))
        inquiry.complexity = "complex"
        inquiry.fallback = ["telephone"]
        small.scenario.inquiries = Small.Listed(byDay: [0: [inquiry]])
        let played = try small.play()
        #expect(played.refusals.isEmpty)
        #expect(played.figures.total.asked == 1)
        #expect(played.figures.byModality["onsite"]?.filled == 1)
    }

    @Test func `whoever begins in the middle of a week has hours and duty on the Monday after`() throws {
        var small = try Small()
        small.scenario.start = try #require(CivilDate("2026-03-05"))
        small.scenario.days = 9
        small.scenario.inquiries = Small.Listed(
            byDay: [
                0: [small.inquiry(day: 0, hour: 10, minutes: 60, start: small.moment(day: 4, hour: 11))],
                4: [small.inquiry(day: 4, hour: 9)],
            ])
        let played = try small.play()
        #expect(played.refusals.isEmpty)
        #expect(played.figures.total.filled == 2)
        #expect(played.figures.total.filledPlanned == 1)
    }

    @Test func `in the third year everybody is still let in`() throws {
        var small = try Small()
        small.scenario.days = 750
        let inquiries = [
            small.inquiry(day: 742, hour: 10), small.inquiry(day: 742, hour: 11, minutes: 60, start: small.moment(day: 744, hour: 11)),
        ]
        small.scenario.inquiries = Small.Listed(byDay: [742: inquiries])
        let played = try small.play()
        #expect(played.refusals.isEmpty)
        #expect(played.figures.total.asked == 2)
        #expect(played.figures.total.filled == 2)
    }

    @Test func `nobody on duty means an honest no`() throws {
        var small = try Small()
        let evening = small.inquiry(day: 0, hour: 22)
        let somali = small.inquiry(day: 0, hour: 10, language: "so")
        small.scenario.inquiries = Small.Listed(byDay: [0: [somali, evening]])
        let total = try small.play().figures.total
        #expect(total.asked == 2)
        #expect(total.unfilled == 2)
    }

    @Test func `a talk on site is travelled to and planned in time`() throws {
        var small = try Small()
        var inquiry = small.inquiry(day: 0, hour: 9, minutes: 90, start: small.moment(day: 3, hour: 14))
        inquiry.complexity = "complex"
        inquiry.place = "24062"
        small.scenario.inquiries = Small.Listed(byDay: [0: [inquiry]])
        let figures = try small.play().figures
        #expect(figures.byModality["onsite"]?.filled == 1)
        #expect(figures.travel.talks == 1)
        #expect(figures.travel.minutes > 20)
        #expect(figures.timeToFill["onsite"]?.count == 1)
        #expect(figures.hours[14].talkMinutes == 60)
        #expect(figures.hours[15].talkMinutes == 30)
    }

    @Test func `whoever hangs up was cancelled and abandoned`() throws {
        var small = try Small()
        let never = Behaviour.Answering(accept: 0, decline: 0, medianSeconds: 5, sigma: 0.1)
        small.scenario.behaviour.ring = never
        var inquiry = small.inquiry(day: 0, hour: 10)
        inquiry.patience = .seconds(20)
        small.scenario.inquiries = Small.Listed(byDay: [0: [inquiry]])
        let total = try small.play().figures.total
        #expect(total.cancelled == 1)
        #expect(total.abandoned == 1)
        #expect(total.fillShare == nil)
    }

    @Test func `a day off counts: nothing is offered then`() throws {
        var small = try Small()
        let monday = small.scenario.start
        for place in small.scenario.people.indices {
            small.scenario.people[place].absences = [
                Person.Absence(from: monday.adding(days: 3), until: monday.adding(days: 3), announced: monday)
            ]
        }
        var inquiry = small.inquiry(day: 0, hour: 12, minutes: 45, start: small.moment(day: 3, hour: 14))
        inquiry.complexity = "informative"
        small.scenario.inquiries = Small.Listed(byDay: [0: [inquiry]])
        #expect(try small.play().figures.total.unfilled == 1)
    }

    @Test func `people who sleep answer in the morning, and whoever is on duty at night is awake`() throws {
        var small = try Small()
        small.scenario.behaviour.awake = Behaviour.Awake(from: 420, until: 1350)
        let inquiry = small.inquiry(day: 0, hour: 23, minutes: 45, start: small.moment(day: 8, hour: 14))
        small.scenario.inquiries = Small.Listed(byDay: [0: [inquiry]])
        func hoursToName(_ small: Small) throws -> Double {
            let figures = try small.play(policy: "tolkbrug-any-hour").figures
            #expect(figures.total.filled == 1)
            return try #require(figures.timeToFill["video"]?.quantile(0.5) ?? figures.timeToFill["telephone"]?.quantile(0.5)) / 3600
        }
        let asleep = try hoursToName(small)
        #expect((7.9...8.2).contains(asleep), "from eleven in the evening until seven; it was \(asleep)")
        for place in small.scenario.people.indices {
            small.scenario.people[place].duty = (1...7).map { WeeklyStretch(weekday: $0, from: 1260, until: 1440) }
        }
        let awake = try hoursToName(small)
        #expect(awake < 0.1)
    }

    @Test func `who did not answer once may answer when asked again`() throws {
        func filled(answersAgain: Double, policy: String) throws -> Int {
            var small = try Small()
            small.scenario.behaviour.remote = Behaviour.Answering(accept: 0.4, decline: 0, medianSeconds: 5, sigma: 0.1)
            small.scenario.behaviour.answersAgain = answersAgain
            small.scenario.inquiries = Small.Listed(byDay: [
                // So far apart that nobody is kept from one by another.
                0: (0..<16).map { number in
                    let start = small.moment(day: 3 + number / 4, hour: 9 + 2 * (number % 4))
                    return small.inquiry(day: 0, hour: 9, language: "ti", minutes: 45, start: start)
                }
            ])
            return try small.play(policy: policy).figures.total.filled
        }
        let once = try filled(answersAgain: 1, policy: "tolkbrug-once")
        let again = try filled(answersAgain: 1, policy: "tolkbrug")
        #expect(again > once)
        let never = try filled(answersAgain: 0, policy: "tolkbrug")
        #expect(never == once, "who never looks again is not found again")
    }

    @Test func `an interpreter who does not appear is a no-show`() throws {
        var small = try Small()
        small.scenario.behaviour.noShow = 1
        let inquiry = small.inquiry(day: 0, hour: 9, minutes: 45, start: small.moment(day: 2, hour: 14))
        small.scenario.inquiries = Small.Listed(byDay: [0: [inquiry]])
        let total = try small.play().figures.total
        #expect(total.filled == 1)
        #expect(total.filledPlanned == 1)
        #expect(total.noShows == 1)
    }

    @Test(arguments: PolicyCatalogue.names) func `every policy finds the one who is there`(_ policy: String) throws {
        var small = try Small()
        small.scenario.inquiries = Small.Listed(byDay: [1: [small.inquiry(day: 1, hour: 11, language: "ti")]])
        #expect(try small.play(policy: policy).figures.total.filled == 1)
    }

    @Test func `with a planner beside it the same service looks ahead, and again in the same way`() throws {
        var small = try Small()
        let slow = Behaviour.Answering(accept: 1, decline: 0, medianSeconds: 7_200, sigma: 0.1)
        small.scenario.behaviour.remote = slow
        small.scenario.behaviour.onsite = slow
        small.scenario.inquiries = Small.Listed(byDay: [
            0: (0..<24).map { number in
                small.inquiry(
                    day: 0, hour: 9 + number / 4, minutes: 45, start: small.moment(day: 2 + number / 8, hour: 9 + number % 8))
            }
        ])
        let planned = try small.play(policy: "tolkbrug-planned")
        let plans = try #require(planned.figures.plans)
        #expect(plans.made > 0 && plans.proposals > 0)
        #expect(planned.figures.violations == 0)
        #expect(planned.figures.total.filled > 0)
        #expect(try small.play(policy: "tolkbrug-planned").figures == planned.figures)
        #expect(try small.play().figures.plans == nil)
    }

    @Test func `whoever is on duty for longer than the service takes at a time says so again`() throws {
        var small = try Small()
        for place in small.scenario.people.indices {
            small.scenario.people[place].duty = (1...5).map { WeeklyStretch(weekday: $0, from: 360, until: 1200) }
        }
        small.scenario.inquiries = Small.Listed(byDay: [
            0: [small.inquiry(day: 0, hour: 7), small.inquiry(day: 0, hour: 19), small.inquiry(day: 0, hour: 21)]
        ])
        let played = try small.play()
        #expect(played.refusals.isEmpty)
        #expect(played.figures.total.filled == 2)
        #expect(played.figures.total.unfilled == 1)
    }

    @Test func `days of warming up are played and not counted`() throws {
        var small = try Small()
        small.scenario.warmUpDays = 1
        small.scenario.inquiries = Small.Listed(byDay: [0: [small.inquiry(day: 0, hour: 10)], 1: [small.inquiry(day: 1, hour: 10)]])
        let figures = try small.play().figures
        #expect(figures.total.asked == 1)
        #expect(figures.askedByDay == [1, 1])
    }
}
