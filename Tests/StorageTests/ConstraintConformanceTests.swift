import Interpreting
import Testing

@testable import Dispatching

/// Both journals refuse the same rows, for the same reason, and nothing else of the batch is kept.
@Suite(.serialized) struct ConstraintConformanceTests {
    /// Sends each offence with an innocent row before it, and says what came of each.
    private func verdicts(_ kind: JournalKind) async throws -> [Rejection?] {
        var verdicts: [Rejection?] = []
        try await kind.withJournal { journal in
            #expect(await journal.append(Batch(epoch: 1, events: [Specimen.event(seq: 1, Specimen.all)], ledger: [])).isSuccess)
            let before = try await journal.recover()
            let innocent = Specimen.event(seq: 2, [.organisation(Specimen.organisation(id: 2))])
            for offence in Offence.all {
                var batch = offence.batch(3)
                // Without an event of its own it comes alone: its principal exists all the same.
                batch.events.insert(innocent, at: 0)
                let verdict = await journal.append(batch)
                #expect(verdict.isRejected, "\(kind) says \(verdict) to \(offence.name)")
                verdicts.append(verdict.rejection)
            }
            let after = try await journal.recover()
            #expect(after.head == 1 && after.rows == before.rows)
            #expect(await journal.append(Batch(epoch: 1, events: [innocent], ledger: [])).isSuccess)
        }
        return verdicts
    }

    @Test func theJournalsRefuseTheSameRowsForTheSameReason() async throws {
        let inMemory = try await verdicts(.memory)
        let inPostgres = try await verdicts(.postgres)
        for (offence, (memory, postgres)) in zip(Offence.all, zip(inMemory, inPostgres)) {
            #expect(memory?.table == postgres?.table && memory?.constraint == postgres?.constraint, "\(offence.name)")
        }
        #expect(inMemory.count > 140 && inMemory.count == inPostgres.count)
    }

    /// For every constraint there is a row that breaks it.
    @Test func everyConstraintIsTried() async throws {
        let found = Set(try await verdicts(.memory).compactMap(\.self))
        var expected = Set(all(Schema.organisation) + all(Schema.establishment) + all(Schema.agreement))
        expected.formUnion(all(Schema.interpreter) + all(Schema.competence) + all(Schema.principal) + all(Schema.credential))
        expected.formUnion(all(Schema.availability) + all(Schema.absence) + all(Schema.request) + all(Schema.offer))
        expected.formUnion(all(Schema.assignment) + all(Schema.journal) + all(Schema.idempotency))
        // A language is written with its interpreter.
        expected = expected.filter { $0.constraint != "competence_interpreter_id_fkey" }
        #expect(expected.subtracting(found).map(\.text).sorted() == [])
        let ofTwoRows: Set = [
            "request_lifecycle", "offer_lifecycle", "assignment_lifecycle", "credential_digest_key",
            "competence_interpreter_id_language_key", "assignment_never_two_at_once", "assignment_one_live_for_a_request",
            "assignment_never_two_started",
        ]
        #expect(Set(found.subtracting(expected).compactMap(\.constraint)) == ofTwoRows)
    }

    private func all<Row>(_ table: TableSchema<Row>) -> [Rejection] { table.rejections }

    /// What is said of a refused row can be told to anybody: it holds nothing of the row.
    @Test func noRejectionQuotesARow() async throws {
        let secret = "geheim\0"
        let event = Specimen.event(seq: 2, [.request(Offence.changed(Specimen.request()) { $0.need.note = secret })])
        for kind in JournalKind.allCases {
            try await kind.withJournal { journal in
                #expect(await journal.append(Batch(epoch: 1, events: [Specimen.event(seq: 1, Specimen.all)], ledger: [])).isSuccess)
                let rejection = await journal.append(Batch(epoch: 1, events: [event], ledger: [])).rejection
                #expect(rejection?.text.contains("geheim") == false)
            }
        }
    }

    /// What lies just inside every limit is kept, and comes back as it was.
    @Test(arguments: JournalKind.allCases) func whatIsJustAllowedIsKeptAsItWas(_ kind: JournalKind) async throws {
        try await kind.withJournal { journal in
            let events = [Specimen.event(seq: 1, Specimen.all), Specimen.event(seq: 2, Limits.rows)]
            var answer = Specimen.answer(String(repeating: "k", count: 64))
            answer.at = Limits.latest
            #expect(await journal.append(Batch(epoch: 1, events: events, ledger: [answer])).isSuccess)
            var expected = State()
            for event in events { try expected.replay(event) }
            let recovered = try await journal.recover()
            #expect(recovered.rows == expected.rows)
        }
    }
}

/// Rows at the limits of what the tables take.
private enum Limits {
    static let latest = Timestamp(milliseconds: 253_402_300_799_999)
    static let earliest = Timestamp(milliseconds: -62_135_596_800_000)
    static let largest = Int(Int32.max)
    static let note = String(repeating: "بِ", count: 140)

    static let rows: [Change] = [
        .organisation(Offence.changed(Specimen.organisation(id: 3)) { $0.name = String(repeating: "é", count: 120) }),
        .organisation(Offence.changed(Specimen.organisation()) { $0.version = largest }),
        .establishment(Offence.changed(Specimen.establishment()) { $0.municipality = MunicipalityCode(99_999) }),
        .establishment(Offence.changed(Specimen.establishment(id: 2)) { $0.municipality = MunicipalityCode(10_000) }),
        .agreement(
            Agreement(
                id: Identifier(2), organisation: Identifier(1), agency: AgencyCode("atlas"), from: CivilDate(dayNumber: -719_162),
                until: CivilDate(dayNumber: 2_932_896))),
        .interpreter(
            Offence.changed(Specimen.interpreter()) {
                $0.maximumKilometres = 1
                $0.maximumMinutesPerDay = largest
                $0.duty = Duty(modalities: [], since: earliest, until: earliest + Span(milliseconds: 1))
                $0.competences = []
            }),
        .availability(Offence.changed(Specimen.calendar(id: 3, .available)) { $0.interval = Interval(start: earliest, end: latest) }),
        .request(
            Offence.changed(Specimen.request()) {
                $0.chance = 0
                $0.need.minutes = 1
                $0.need.participants = 0
                $0.need.note = note
                $0.need.start = latest
                $0.answerBy = Timestamp(milliseconds: latest.milliseconds - 10)
                $0.submittedAt = earliest
                $0.progress.assignment = Identifier(1)
            }),
        .request(Offence.changed(Specimen.request(id: 3)) { $0.chance = 100 }),
        .offer(Offence.changed(Specimen.offer()) { $0.cost = -largest - 1 }),
        .offer(Offence.changed(Specimen.offer(id: 3)) { $0.terms = nil }),
        .assignment(
            Offence.changed(Specimen.assignment()) {
                $0.talk.end = $0.talk.start
                $0.during.end = $0.during.start + Span(milliseconds: 1)
                $0.place = nil
            }),
    ]
}
