import Dispatching
import Interpreting
import Rules

/// Who takes part in a world with faults: made once, and the same for every seed.
///
/// Few interpreters, fewer languages, and towns close to each other, so that everybody gets in each other's way.
public final class Stage: Sendable {
    struct Person: Sendable {
        enum Role: String, Sendable { case requester, interpreter, coordinator, admin }
        let role: Role
        let token: String
        /// `U7`.
        let user: String
        /// `G2` or `I5`, or the code of an agency; empty for an administrator.
        let belongsTo: String
    }

    let rules: RuleBook
    let people: [Person]
    let events: [Event]
    let start: Timestamp

    static let languages = ["ti", "so", "sq"]
    static let towns = ["11002", "44021", "21004", "12025", "24062"]
    private static let hosts = [
        ("11002", "atlas"), ("44021", "amal"), ("21004", "brussel-onthaal"), ("12025", "agii"), ("24062", "agii"), ("12025", "agii"),
    ]
    /// Users of interpreters whom the administrator disables now and then: those of I3, I7 and I11.
    static let dismissible = ["U9", "U13", "U17"]
    static let interpreters: [(languages: [String], modalities: [Modality], home: String, pools: [String])] = [
        (["ti", "so"], [.telephone, .video, .onsite], "11002", ["atlas", "agii"]),
        (["ti"], [.telephone, .video], "12025", ["agii"]),
        (["ti", "sq:trained"], [.telephone, .video, .onsite], "24062", ["agii", "brussel-onthaal"]),
        (["so", "ti"], [.telephone, .video, .onsite], "44021", ["amal", "agii"]),
        (["so"], [.telephone], "21004", ["brussel-onthaal", "agii"]),
        (["so", "sq"], [.telephone, .video, .onsite], "12025", ["agii", "atlas"]),
        (["sq"], [.telephone, .video, .onsite], "11002", ["agii", "atlas", "amal", "brussel-onthaal"]),
        (["sq", "ti"], [.telephone, .video], "44021", ["amal"]),
        (["sq", "so:trained"], [.video, .onsite], "24062", ["agii"]),
        (["ti:trained"], [.telephone, .video, .onsite], "12025", ["agii", "atlas"]),
        (["ti", "so", "sq"], [.telephone, .video, .onsite], "12025", ["agii", "atlas", "amal", "brussel-onthaal"]),
        (["so"], [.telephone, .video, .onsite], "24062", ["agii", "brussel-onthaal"]),
        (["sq"], [.telephone, .video], "21004", ["brussel-onthaal"]),
        (["ti"], [.telephone, .onsite], "21004", ["brussel-onthaal", "agii"]),
    ]

    /// Minutes that some of them work a day and a week at most, so that they come to an end in a few hours of play.
    private static let ownLimits: [(day: Int?, week: Int?)] = [(nil, nil), (60, nil), (nil, 75)]

    /// - Parameters:
    ///   - rules: those of the service; the auditor knows their numbers by heart.
    ///   - mix: what is played on it, which says when it begins.
    /// - Throws: when the rules do not let somebody be registered.
    public init(rules: RuleBook, for mix: FaultMix = .calm) throws(StageProblem) {
        let start = mix.start
        self.rules = rules
        self.start = start
        var making = Making(engine: Engine(rules: rules), now: start)
        var people: [Person] = []
        for (place, (town, agency)) in Stage.hosts.enumerated() {
            let name = try making.subject(.addOrganisation(name: "Host \(place + 1)", sector: .education, place: town))
            guard let id = OrganisationID(name) else { throw StageProblem("\(name) is no organisation") }
            _ = try making.subject(.addAgreement(id, agency: agency, from: "2026-01-01", until: nil))
            people.append(try making.person(.requester, name, organisation: id))
        }
        for (place, profile) in Stage.interpreters.enumerated() {
            let limits = Stage.ownLimits[place % Stage.ownLimits.count]
            let name = try making.subject(
                .addInterpreter(
                    InterpreterProfile(
                        name: "Tolk \(place + 1)", gender: place % 2 == 0 ? .female : .male, home: profile.home,
                        modalities: profile.modalities, pools: profile.pools, languages: profile.languages,
                        maximumMinutesPerDay: limits.day, maximumMinutesPerWeek: limits.week)))
            let person = try making.person(.interpreter, name, interpreter: InterpreterID(name))
            people.append(person)
            if place % 5 != 4 { try making.calendar(of: person, shift: place) }
        }
        for agency in ["agii", "atlas", "amal"] { people.append(try making.person(.coordinator, agency, agency: agency)) }
        people.append(try making.person(.admin, ""))
        self.people = people
        events = making.events
    }

    /// Registers through the commands that an administrator would give.
    private struct Making {
        var engine: Engine
        let now: Timestamp
        let secrets = SimulatedSecrets()
        var events: [Event] = []

        mutating func subject(_ command: Command, from caller: Caller = .system) throws(StageProblem) -> String {
            let outcome = engine.handle(.command(command, from: caller, key: nil), at: now)
            events += outcome.events
            guard let reply = outcome.reply, reply.isDone, let row = reply.rows.first else {
                throw StageProblem("\(command): \(String(describing: outcome.reply?.result))")
            }
            return row.subject
        }

        mutating func person(
            _ role: Person.Role, _ name: String, organisation: OrganisationID? = nil, interpreter: InterpreterID? = nil,
            agency: String? = nil
        ) throws(StageProblem) -> Person {
            guard let domainRole = Role(rawValue: role.rawValue) else { throw StageProblem("\(role) is no role") }
            let user = try subject(
                .addUser(role: domainRole, label: role.rawValue, organisation: organisation, interpreter: interpreter, agency: agency))
            guard let principal = PrincipalID(user) else { throw StageProblem("\(user) is no user") }
            let (secret, digest) = secrets.mint()
            _ = try subject(.addCredential(principal, kind: .token, digest: digest, scope: .full, days: 365))
            return Person(role: role, token: secret, user: user, belongsTo: name)
        }

        mutating func calendar(of person: Person, shift: Int) throws(StageProblem) {
            guard let principal = PrincipalID(person.user) else { return }
            let hours = shift % 3 == 0 ? ("08:00", "21:00") : ("10:00", "18:00")
            // Credentials are numbered like users here: one for each, in the same order.
            _ = try subject(
                .available(CalendarEntry(from: "2026-11-23T\(hours.0)", until: "2026-11-23T\(hours.1)")),
                from: .principal(principal, credential: CredentialID(principal.number)))
        }
    }
}

/// The stage could not be set.
public struct StageProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
