import Interpreting
import Rules
import Testing

@testable import Simulation

@Suite struct PeopleAndScaleTests {
    @Test func `424 interpreters, each language at least two, common ones more but less than their share`() throws {
        let scenario = try TestWorld.scenario("flanders-year.yaml")
        let book = try TestWorld.book()
        #expect(scenario.people.count == 424)
        let numbers = Dictionary(grouping: scenario.people) { $0.languages.first ?? "" }.mapValues(\.count)
        #expect(numbers.count == 39 && numbers.values.allSatisfy { $0 >= 2 })
        let levantine = try #require(numbers["apc"])
        #expect(levantine > 20 && Double(levantine) < 0.112 * 424)
        for person in scenario.people {
            #expect(book.gazetteer.resolve(person.home) != nil && !person.pools.isEmpty && !person.hours.isEmpty)
            #expect(person.hours.allSatisfy { (1...7).contains($0.weekday) && $0.from < $0.until })
            #expect(person.duty.isEmpty || person.modalities != ["onsite"])
        }
        let trained = scenario.people.flatMap(\.languages).filter { $0.hasSuffix(":trained") }
        #expect(!trained.isEmpty)
    }

    @Test func `a scaled scenario has its part of demand and people, and somebody for every language`() throws {
        let whole = try TestWorld.scenario("flanders-year.yaml")
        let part = whole.scaled(by: 0.05)
        #expect(part.scale == 0.05)
        #expect(Set(part.people.compactMap(\.languages.first)) == Set(whole.people.compactMap(\.languages.first)))
        #expect(part.people.count < 60)
        #expect(abs(TestWorld.inquiries(part).count - 7_500) < 700)
        let more = whole.scaled(by: 2)
        #expect(more.people.count == 848 && Set(more.people.map(\.name)).count == 848)
    }

    @Test func `a day that is written down can be thinned`() throws {
        let day = try TestWorld.scenario("flanders-day")
        let asked = day.inquiries.inquiries(onDay: 0, seed: 1)
        #expect(asked.count == 520 && asked == day.inquiries.inquiries(onDay: 0, seed: 2))
        #expect(day.inquiries.inquiries(onDay: 1, seed: 1).isEmpty)
        let part = day.scaled(by: 0.25).inquiries.inquiries(onDay: 0, seed: 1)
        #expect((90...170).contains(part.count))
        #expect(day.people.contains { !$0.duty.isEmpty } && asked.contains { $0.start != nil && $0.cancelAfter != nil })
    }

    @Test func `whole numbers are divided without losing any`() {
        #expect(Apportionment.divide(10, weights: [1, 1, 1], least: 0) == [4, 3, 3])
        #expect(Apportionment.divide(10, weights: [8, 1, 0], least: 1) == [7, 2, 1])
        #expect(Apportionment.divide(2, weights: [8, 1, 0], least: 1) == [1, 1, 1])
    }

    @Test func `tilted shares still sum up to the whole`() {
        let table = TiltedShares.fit(agencies: [3, 1], languages: [0.7, 0.2, 0.1]) { $0 == 1 && $1 == 2 ? 3 : 1 }
        for row in table { #expect(abs(row.reduce(0, +) - 1) < 1e-9) }
        for (column, share) in [0.7, 0.2, 0.1].enumerated() {
            #expect(abs(0.75 * table[0][column] + 0.25 * table[1][column] - share) < 1e-6)
        }
        #expect(table[1][2] > 2 * table[0][2])
    }
}
