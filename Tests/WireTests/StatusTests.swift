import Testing
import Wire

@Suite struct StatusTests {
    @Test func aStatusReadsAsItsCodeAndItsName() {
        #expect(Status.ineligible.description == "5.5.1 [INELIGIBLE]")
        #expect(Status.ready.description == "2.0.0")
        #expect(Status(.done, 200, 2_000).code == "2.99.999")
    }

    @Test func noCodeAndNoNameIsUsedTwice() {
        let statuses = Status.catalogue.map(\.status)
        #expect(Set(statuses.map(\.code)).count == statuses.count)
        let names = statuses.compactMap(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: Status.catalogue) func everyEntryCanBeSent(_ entry: Status.Entry) throws {
        let line = ServerLine.answer(Tag(number: 1), entry.status, text: entry.meaning)
        #expect(try ServerLine.parse(line.description) == line)
        #expect(entry.status.name != nil || entry.status.class == .done)
        #expect(entry.status.isDisappointing == entry.meaning.hasPrefix("done; but"))
        #expect(!entry.meaning.isEmpty && !entry.meaning.hasSuffix("."))
    }

    @Test func codesRiseWithinTheirClass() {
        for kind in Status.Class.allCases {
            let codes = Status.catalogue.map(\.status).filter { $0.class == kind }.map { Int($0.subject) * 1_000 + Int($0.detail) }
            #expect(codes == codes.sorted() && !codes.isEmpty)
        }
    }

    @Test func theOutcomeFollowsFromTheStatus() {
        #expect(Status.object.outcome == .ok)
        #expect(Status.syntax.outcome == .bad)
        #expect(Status.notFound.outcome == .no)
        #expect(Status.storeBusy.outcome == .no)
    }
}
