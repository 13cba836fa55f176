import Dispatching
import Interpreting

/// A row of each table that meets every constraint, to be changed by tests.
enum Specimen {
    static let noon = Timestamp(seconds: 1_767_268_800)

    static func organisation(id: Int64 = 1) -> Organisation { Organisation(id: Identifier(id), name: "School", sector: .education) }

    static func establishment(id: Int64 = 1) -> Establishment {
        Establishment(id: Identifier(id), organisation: Identifier(1), name: "School", municipality: MunicipalityCode(12025))
    }

    static func agreement(id: Int64 = 1) -> Agreement {
        Agreement(
            id: Identifier(id), organisation: Identifier(1), agency: AgencyCode("agii"), from: CivilDate(dayNumber: 20_000),
            until: CivilDate(dayNumber: 20_001))
    }

    static func interpreter(id: Int64 = 1) -> Interpreter {
        Interpreter(
            id: Identifier(id), name: "A. Tolk", gender: .female, home: MunicipalityCode(12025), modalities: [.video],
            pools: [AgencyCode("agii")],
            competences: [
                Competence(language: LanguageTag("ti"), level: .certified), Competence(language: LanguageTag("so"), level: .trained),
            ], duty: Duty(modalities: [.video], since: noon, until: noon + .hours(1)))
    }

    static func principal(id: Int64 = 1) -> Principal {
        Principal(id: Identifier(id), role: .requester, label: "desk", organisation: Identifier(1))
    }

    static func credential(id: Int64 = 1) -> Credential {
        Credential(
            id: Identifier(id), principal: Identifier(1), kind: .token, scope: .full, digest: digest(id), createdAt: noon,
            expiresAt: noon + .days(1))
    }

    static func digest(_ number: Int64) -> String { String(repeating: "0a", count: 31) + String(10 + number) }

    static func calendar(id: Int64, _ kind: Availability.Kind) -> Availability {
        Availability(
            id: Identifier(id), interpreter: Identifier(1), kind: kind, interval: Interval(start: noon, end: noon + .hours(4)))
    }

    static func request(id: Int64 = 1) -> Request {
        let need = Need(
            language: LanguageTag("ti"), complexity: .complex, minutes: 60, start: noon, place: MunicipalityCode(12025), note: "note")
        return Request(
            id: Identifier(id), organisation: Identifier(1), establishment: Identifier(1), agency: AgencyCode("agii"),
            requestedBy: Identifier(1), need: need, modality: .video, rule: "r", submittedAt: noon, answerBy: noon, chance: 50)
    }

    static func offer(id: Int64 = 1) -> Offer {
        Offer(
            id: Identifier(id), request: Identifier(1), interpreter: Identifier(1), wave: 1, modality: .video, madeAt: noon,
            expiresAt: noon + .hours(1), travelMinutes: 0, cost: 0,
            terms: Offer.Terms(complexity: .complex, minutes: 60, start: noon, place: MunicipalityCode(12025)))
    }

    static func assignment(id: Int64 = 1) -> Assignment {
        let during = Interval(start: noon, end: noon + .hours(1))
        return Assignment(
            id: Identifier(id), request: Identifier(1), interpreter: Identifier(1), modality: .onsite, place: MunicipalityCode(12025),
            talk: during, during: during, travelMinutes: 0, travelMetres: 0, confirmedAt: noon, fromOffer: Identifier(1))
    }

    static func answer(_ key: String = "key") -> LedgerEntry {
        LedgerEntry(principal: Identifier(1), key: key, fingerprint: "f", reply: .done(.ready, "ok"), at: noon)
    }

    static func event(seq: Int64, _ changes: [Change] = []) -> Event {
        Event(
            seq: seq, at: noon, kind: .requestAmended, actor: PrincipalID(1), scope: Scope(agency: AgencyCode("agii")), subject: "R1",
            fields: [], changes: changes)
    }

    /// One row of each table, and of those that assignments name a second.
    static let all: [Change] = [
        .organisation(organisation()), .establishment(establishment()), .agreement(agreement()), .interpreter(interpreter()),
        .interpreter(interpreter(id: 2)), .request(request(id: 2)),
        .principal(principal()), .credential(credential()), .availability(calendar(id: 1, .available)),
        .availability(calendar(id: 2, .absent)), .request(request()), .offer(offer()), .assignment(assignment()),
    ]
}
