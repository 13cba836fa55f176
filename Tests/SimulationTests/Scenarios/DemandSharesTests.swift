import Interpreting
import Rules
import Testing

@testable import Simulation

/// Shares of half of what is asked in a year, against what the scenario states.
@Suite struct DemandSharesTests {
    /// Made once: a year takes seconds without optimisation.
    private static let made = Result {
        let scenario = try TestWorld.scenario("flanders-year.yaml").scaled(by: 0.5)
        return (scenario: scenario, year: TestWorld.inquiries(scenario), book: try TestWorld.book())
    }

    private let scenario: Scenario
    private let year: [Inquiry]
    private let book: RuleBook

    init() throws { (scenario, year, book) = try Self.made.get() }

    private func share(_ isCounted: (Inquiry) -> Bool) -> Double { Double(year.count(where: isCounted)) / Double(year.count) }

    @Test func `the rule book advises telephone, video and on site as often as in 2022`() throws {
        var counts: [Modality: Double] = [:]
        for inquiry in year {
            let advice = book.modality.advise(
                minutes: inquiry.minutes, complexity: try #require(Complexity(rawValue: inquiry.complexity)),
                circumstances: Circumstances(
                    documents: inquiry.documents, participants: inquiry.participants, emotional: inquiry.emotional))
            counts[advice.value.modality, default: 0] += 1 / Double(year.count)
        }
        #expect(abs((counts[.telephone] ?? 0) - 27_048.0 / 40_962) < 0.006)
        #expect(abs((counts[.video] ?? 0) - 4_650.0 / 40_962) < 0.006)
        #expect(abs((counts[.onsite] ?? 0) - 9_264.0 / 40_962) < 0.006)
    }

    @Test func `languages have the shares of the rule book, and cities their own mixture`() {
        for language in book.languages.all {
            let stated = Double(language.demandPerMille) / Double(book.languages.all.reduce(0) { $0 + $1.demandPerMille })
            #expect(abs(share { $0.language == language.tag.text } - stated) < 0.004, "\(language.tag)")
        }
        func slovak(_ agency: String) -> Double {
            let own = year.filter { scenario.hosts[$0.host].agency == agency }
            return Double(own.count { $0.language == "sk" }) / Double(own.count)
        }
        #expect(slovak("amal") > 1.8 * slovak("agii"))
    }

    @Test func `sectors and agencies have the shares that are stated`() {
        let sectors = ["welfare": 25.0, "education": 20, "public-services": 20, "health": 19, "reception": 6, "other": 11]
        for (sector, stated) in sectors {
            #expect(abs(share { scenario.hosts[$0.host].sector == sector } - stated / 101) < 0.006, "\(sector)")
        }
        for (agency, stated) in ["agii": 0.45, "atlas": 0.24, "amal": 0.12, "brussel-onthaal": 0.19] {
            #expect(abs(share { scenario.hosts[$0.host].agency == agency } - stated) < 0.006, "\(agency)")
        }
    }

    @Test func `every host's place belongs to its agency, and inquiries name it`() throws {
        for host in scenario.hosts {
            let place = try #require(book.gazetteer.resolve(host.place))
            #expect(book.agencies.agency(serving: place.code)?.value.text == host.agency)
        }
        #expect(year.allSatisfy { $0.place == scenario.hosts[$0.host].place })
        #expect(Set(scenario.hosts.map(\.name)).count == scenario.hosts.count)
    }

    @Test func `hospitals ask with the hourly profile of a call centre`() {
        let stated = [3.1, 5.9, 9.9, 10.5, 10.1, 9.6, 9.2, 8.9, 8.6, 7.6, 5.7, 4.4, 3.5, 2.9]
        let health = year.filter { scenario.hosts[$0.host].sector == "health" }
        var hours = [Double](repeating: 0, count: 24)
        for inquiry in health { hours[book.calendar.local(inquiry.at).secondOfDay / 3600] += 100 / Double(health.count) }
        for (offset, percent) in stated.enumerated() {
            let wanted = percent * 100 / stated.reduce(0, +)
            #expect(abs(hours[7 + offset] - wanted) < 0.8, "\(7 + offset) h")
        }
        #expect(hours[..<7].allSatisfy { $0 == 0 })
    }

    @Test func `planned talks take 85 per cent of what was booked, calls at once 11 or 22 minutes`() {
        let planned = year.filter { $0.start != nil }.map { Double($0.actualMinutes) / Double($0.minutes) }.sorted()
        #expect(abs(planned[planned.count / 2] - 0.85) < 0.02)
        let calls = year.filter { $0.start == nil }
        #expect(calls.allSatisfy { $0.patience != nil && $0.minutes <= 30 && $0.cancelAfter == nil })
        let lengths = calls.map(\.actualMinutes).sorted()
        #expect((11...18).contains(lengths[lengths.count / 2]))
        #expect((lengths.last ?? 0) > 30)
    }
}
