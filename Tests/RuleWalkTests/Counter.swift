import Interpreting
import Rules

@testable import Dispatching

/// A small service with a clock that the decision turns; every answer and event becomes lines.
final class Counter {
    private(set) var engine: Engine
    var now: Timestamp
    private(set) var told: [String] = []
    private var credentials: [PrincipalID: CredentialID] = [:]
    let book: RuleBook

    /// Monday 2026-11-23, 09:00 in Brussels.
    init(_ book: RuleBook, at text: String = "2026-11-23T09:00") throws {
        self.book = book
        engine = Engine(rules: book)
        now = try Timestamp.parse(text, in: book.calendar.zone)
    }

    func turn(to text: String) throws { now = try Timestamp.parse(text, in: book.calendar.zone) }

    /// Lets time pass, waking the engine whenever it asked for it.
    func pass(_ span: Span) {
        let end = now + span
        while let wake = engine.nextWake, wake <= end {
            now = max(now, wake)
            hear(engine.handle(.wake, at: now))
        }
        now = end
    }

    /// Lines of the answer.
    @discardableResult
    func ask(_ query: Query, as user: PrincipalID? = nil) -> [String] {
        hear(engine.handle(.query(query, from: caller(user)), at: now))
    }

    @discardableResult
    func give(_ command: Command, as user: PrincipalID? = nil) -> [String] {
        hear(engine.handle(.command(command, from: caller(user), key: nil), at: now))
    }

    /// The last connection of a user is gone.
    func lose(_ user: PrincipalID) { hear(engine.handle(.sessionEnded(user), at: now)) }

    /// What is told in so many steps of time, with its moment.
    func watch(_ steps: Int, of step: Span) -> [String] {
        (0..<steps).flatMap { _ in
            let before = told.count
            pass(step)
            return told[before...].map { "\(utc: now) \($0)" }
        }
    }

    private func caller(_ user: PrincipalID?) -> Caller {
        user.map { .principal($0, credential: credentials[$0] ?? Identifier(1)) } ?? .system
    }

    @discardableResult
    private func hear(_ outcome: Outcome) -> [String] {
        var lines = outcome.events.map { "\($0.kind.rawValue) \($0.subject)" + text($0.fields) }
        switch outcome.reply?.result {
        case .done(_, let text)?: lines.append(text)
        case .refused(let refusal)?: lines.append("\(refusal.reason.rawValue): \(refusal.text)")
        case nil: break
        }
        lines += (outcome.reply?.rows ?? []).map { "\($0.kind) \($0.subject)" + text($0.fields) }
        told += lines
        return lines
    }

    private func text(_ fields: [Field]) -> String {
        fields.reduce(into: "") { line, field in
            switch field.value {
            case .text(let text): line += " \(field.name)=\(text)"
            case .list(let texts): line += " \(field.name)=(\(texts.joined(separator: " ")))"
            }
        }
    }

    /// What was asked or offered last.
    var lastRequest: RequestID { Array(engine.state.requests.all()).last?.id ?? Identifier(1) }
    var lastOffer: OfferID { Array(engine.state.offers.all()).last?.id ?? Identifier(1) }

    // MARK: People

    private var users: Int64 = 0

    func user(_ role: Role, organisation: OrganisationID? = nil, interpreter: InterpreterID? = nil, agency: String? = nil) -> PrincipalID {
        users += 1
        let id = PrincipalID(users)
        give(.addUser(role: role, label: "desk", organisation: organisation, interpreter: interpreter, agency: agency))
        let digest = String(repeating: "0", count: 60) + String(1000 + users)
        give(.addCredential(id, kind: .token, digest: digest, scope: .full, days: 365))
        credentials[id] = CredentialID(users)
        if role == .interpreter { hear(engine.handle(.sessionBegan(id), at: now)) }
        return id
    }

    private var organisations: Int64 = 0

    /// An organisation with an agreement, and its requester.
    func requester(_ place: String = "12025", agency: String = "agii", sector: Sector = .education) -> PrincipalID {
        organisations += 1
        let id = OrganisationID(organisations)
        give(.addOrganisation(name: "Sint-Jozef \(organisations)", sector: sector, place: place))
        give(.addAgreement(id, agency: agency, from: "2020-01-01", until: nil))
        return user(.requester, organisation: id)
    }

    private var interpreters: Int64 = 0

    /// An interpreter who is available for a month and connected, and the user that it is.
    func interpreter(
        _ languages: [String] = ["ti"], home: String = "12025", pools: [String] = ["agii"], gender: Gender = .female,
        isAvailable: Bool = true
    ) -> PrincipalID {
        interpreters += 1
        let id = InterpreterID(interpreters)
        give(
            .addInterpreter(
                InterpreterProfile(
                    name: "Tolk \(interpreters)", gender: gender, home: home, modalities: Modality.allCases, pools: pools,
                    languages: languages)))
        let user = user(.interpreter, interpreter: id)
        if isAvailable {
            let today = book.calendar.local(now).date
            give(.available(CalendarEntry(from: "\(today)T00:00", until: "\(today.adding(days: 30))T00:00")), as: user)
        }
        return user
    }
}
