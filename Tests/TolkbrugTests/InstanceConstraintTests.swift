import Planning
import Testing

@testable import Tolkbrug

/// Each constraint of an instance alone: one to three jobs and what they earn when it holds, and when it only just does not.
@Suite struct InstanceConstraintTests {
    typealias Job = Instance.Job
    typealias Person = Instance.Person

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let value: Int
        let jobs: [Job]
        let people: [Person]

        init(_ name: String, _ value: Int, _ jobs: [Job], _ people: [Person] = [person()]) {
            (testDescription, self.value, self.jobs, self.people) = (name, value, jobs, people)
        }

        /// A kilometre takes a minute; filling a job counts 1,000 points. Two days, so that weeks have a limit.
        var instance: Instance {
            Instance(
                name: testDescription, days: 2, speed: 60, detour: 1, fillValue: 1_000,
                preferences: .init(gender: 30, continuity: 20, otherLanguage: 5),
                jobs: jobs.enumerated().map { $1.numbered($0) }, interpreters: people.enumerated().map { $1.numbered($0) })
        }
    }

    /// Ten in the morning, for an hour, by telephone unless it has a place, so many kilometres east of everybody's home.
    static func job(
        _ start: Int = 600, _ end: Int = 660, lang: String = "ti", by modality: Instance.Modality? = nil, cert: Bool = false,
        at x: Double = 0, gender: String? = nil, continuity: Int? = nil
    ) -> Job {
        Job(
            id: 0, start: start, end: end, lang: lang, modality: modality ?? (x == 0 ? .phone : .onsite), cert: cert, x: x, y: 0, weight: 1,
            gender: gender, continuity: continuity)
    }

    /// Somebody who can do anything from eight to six.
    static func person(
        _ langs: [String] = ["ti"], certified: Bool = true, offers: [Instance.Modality] = [.phone, .video, .onsite], maxKm: Double = 100,
        windows: [[Int]] = [[480, 1_080]], day: Int = 480, week: Int = 2_400
    ) -> Person {
        Person(
            id: 0, langs: langs, certified: certified, gender: "f", x: 0, y: 0, phone: offers.contains(.phone),
            video: offers.contains(.video), onsite: offers.contains(.onsite), maxKm: maxKm, windows: windows, maxMinDay: day,
            maxMinWeek: week)
    }

    static let cases = [
        Case("the language", 1_000, [job()]),
        Case("another language", 0, [job(lang: "so")]),
        Case("a second language costs", 995, [job()], [person(["tr", "ti"])]),
        Case("certified", 1_000, [job(cert: true)]),
        Case("not certified", 0, [job(cert: true)], [person(certified: false)]),
        Case("by telephone", 1_000, [job()], [person(offers: [.phone])]),
        Case("not by telephone", 0, [job()], [person(offers: [.video, .onsite])]),
        Case("by video", 1_000, [job(by: .video)], [person(offers: [.video])]),
        Case("not by video", 0, [job(by: .video)], [person(offers: [.phone, .onsite])]),
        Case("on site", 980, [job(at: 10)], [person(offers: [.onsite])]),
        Case("not on site", 0, [job(at: 10)], [person(offers: [.phone, .video])]),
        Case("a window to the minute", 1_000, [job()], [person(windows: [[600, 660]])]),
        Case("a window that begins late", 0, [job()], [person(windows: [[601, 660]])]),
        Case("a window that ends early", 0, [job()], [person(windows: [[600, 659]])]),
        Case("time to get there and home", 980, [job(at: 10)], [person(windows: [[590, 670]])]),
        Case("no time to get there", 0, [job(at: 10)], [person(windows: [[591, 670]])]),
        Case("no time to get home", 0, [job(at: 10)], [person(windows: [[590, 669]])]),
        Case("as far as somebody goes", 980, [job(at: 10)], [person(maxKm: 10)]),
        Case("farther than somebody goes", 0, [job(at: 10)], [person(maxKm: 9.9)]),
        Case("one after the other", 2_000, [job(), job(660, 720)]),
        Case("a minute at the same time", 1_000, [job(), job(659, 720)]),
        Case("time to go on", 1_960, [job(at: 10), job(680, 740, at: -10)]),
        Case("no time to go on", 980, [job(at: 10), job(679, 740, at: -10)]),
        Case("time to go home for a call", 1_980, [job(at: 10), job(670, 720)]),
        Case("no time to go home for a call", 1_000, [job(at: 10), job(669, 720)]),
        Case("time to go out after a call", 1_980, [job(), job(670, 720, at: 10)]),
        Case("no time to go out after a call", 1_000, [job(), job(669, 720, at: 10)]),
        Case("minutes of a day", 2_000, [job(), job(700, 760)], [person(day: 120)]),
        Case("too many minutes of a day", 1_000, [job(), job(700, 760)], [person(day: 119)]),
        Case("a job longer than a day may be", 0, [job()], [person(day: 59)]),
        Case("minutes of a week", 2_000, [job(), job(2_040, 2_100)], [person(windows: [[480, 1_080], [1_920, 2_520]], week: 120)]),
        Case("too many minutes of a week", 1_000, [job(), job(2_040, 2_100)], [person(windows: [[480, 1_080], [1_920, 2_520]], week: 119)]),
        Case("one job for two", 1_000, [job()], [person(), person()]),
        Case("two jobs for two", 2_000, [job(), job()], [person(), person()]),
        Case("two windows at the same time", 1_000, [job(), job(630, 690)], [person(windows: [[480, 720], [540, 1_080]])]),
        Case("the same window twice", 1_000, [job(), job()], [person(windows: [[480, 720], [480, 720]])]),
        Case("another gender costs", 970, [job(gender: "m")]),
        Case("another interpreter than before costs", 980, [job(continuity: 1)], [person(), person(["so"])]),
        Case("the same interpreter as before", 1_000, [job(continuity: 0)]),
    ]

    @Test(arguments: cases) func `each constraint of an instance decides what can be earned`(_ example: Case) {
        let instance = example.instance
        #expect(InstanceCheck.problem(instance) == nil)
        let result = Planner(InstanceModel(instance).parts.model).run(.steps(200))
        #expect(result.value == example.value)
        #expect(result.bound >= example.value)
    }
}

extension Instance.Job {
    fileprivate func numbered(_ id: Int) -> Self {
        Self(
            id: id, start: start, end: end, lang: lang, modality: modality, cert: cert, x: x, y: y, weight: weight, gender: gender,
            continuity: continuity)
    }
}

extension Instance.Person {
    fileprivate func numbered(_ id: Int) -> Self {
        Self(
            id: id, langs: langs, certified: certified, gender: gender, x: x, y: y, phone: phone, video: video, onsite: onsite,
            maxKm: maxKm, windows: windows, maxMinDay: maxMinDay, maxMinWeek: maxMinWeek)
    }
}
