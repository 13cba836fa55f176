import Dispatching
import Interpreting

/// A few events written by hand: one organisation, one interpreter, requests and assignments by number, times in minutes.
struct Script {
    private(set) var head: Int64 = 0
    private let noon = Timestamp(seconds: 1_767_268_800)

    mutating func batch(_ events: [[Change]], ledger: [LedgerEntry] = []) -> Batch {
        let numbered = events.map { changes in
            head += 1
            return Event(
                seq: head, at: noon, kind: .requestAmended, actor: PrincipalID(1), scope: Scope(organisation: OrganisationID(1)),
                subject: "R1", fields: [], changes: changes)
        }
        return Batch(epoch: 1, events: numbered, ledger: ledger)
    }

    /// After a refusal, its numbers are free again.
    mutating func forget(_ batch: Batch) { head -= Int64(batch.events.count) }

    var registry: [Change] {
        [
            .organisation(Organisation(id: OrganisationID(1), name: "School", sector: .education)),
            .establishment(
                Establishment(
                    id: EstablishmentID(1), organisation: OrganisationID(1), name: "School", municipality: MunicipalityCode(12025))),
            .interpreter(
                Interpreter(
                    id: InterpreterID(1), name: "A. Tolk", gender: .female, home: MunicipalityCode(12025), modalities: [.video],
                    pools: [AgencyCode("agii")], competences: [])),
            .principal(Principal(id: PrincipalID(1), role: .requester, label: "desk", organisation: OrganisationID(1))),
        ]
    }

    func opened(_ number: Int64) -> [Change] { request(number, .open) }

    func request(_ number: Int64, _ state: RequestState) -> [Change] {
        let need = Need(
            language: LanguageTag("ti"), complexity: .complex, minutes: 60, start: noon, place: MunicipalityCode(12025))
        return [
            .request(
                Request(
                    id: RequestID(number), state: state, organisation: OrganisationID(1), establishment: EstablishmentID(1),
                    agency: AgencyCode("agii"), requestedBy: PrincipalID(1), need: need, modality: .video, rule: "r",
                    submittedAt: noon, answerBy: noon, chance: 50))
        ]
    }

    /// The request becomes assigned, with an assignment of its own number.
    func confirmed(_ number: Int64, ofRequest request: Int64? = nil, from start: Int, to end: Int) -> [Change] {
        self.request(request ?? number, .assigned) + [assignment(number, request ?? number, .confirmed, start, end)]
    }

    func released(_ number: Int64, from start: Int, to end: Int) -> [Change] {
        request(number, .open) + [assignment(number, number, .released, start, end)]
    }

    private func assignment(_ number: Int64, _ request: Int64, _ state: AssignmentState, _ start: Int, _ end: Int) -> Change {
        let during = Interval(start: noon + .minutes(start), end: noon + .minutes(end))
        return .assignment(
            Assignment(
                id: AssignmentID(number), state: state, request: RequestID(request), interpreter: InterpreterID(1),
                modality: .video, place: nil, talk: during, during: during, travelMinutes: 0, travelMetres: 0, confirmedAt: noon))
    }

    func answer(_ key: String, at minutes: Int) -> LedgerEntry {
        LedgerEntry(
            principal: PrincipalID(1), key: key, fingerprint: "f", reply: .done(.ready, "ok"), at: noon + .minutes(minutes))
    }
}
