import Dispatching
import Interpreting

/// Registers everybody of a scenario before its first day, through the commands that an administrator would give.
///
/// It talks to the engine directly, as the operator's own process does: who exists is the stage, not the play.
struct Enrolment {
    /// What somebody needs to log in.
    struct Login {
        var token: String
        /// `I12` or `G3`.
        var belongsTo: String
    }

    let hosts: [Host]
    let people: [Person]
    let secrets: SimulatedSecrets
    let from: CivilDate
    /// How long everybody's token lives.
    let tokenDays: Int

    /// - Parameter ask: has the engine decide a command and gives its reply.
    /// - Returns: logins in the order of hosts and people.
    func run(_ ask: (Command) throws(WorldProblem) -> Reply) throws(WorldProblem) -> (hosts: [Login], people: [Login]) {
        var logins: (hosts: [Login], people: [Login]) = ([], [])
        for host in hosts { logins.hosts.append(try enrol(host, ask)) }
        for person in people { logins.people.append(try enrol(person, ask)) }
        return logins
    }

    private func enrol(_ host: Host, _ ask: (Command) throws(WorldProblem) -> Reply) throws(WorldProblem) -> Login {
        guard let sector = Sector(rawValue: host.sector) else {
            throw WorldProblem("host \(host.name): there is no sector \(host.sector)")
        }
        let name = try subject("ORGANISATION", of: try ask(.addOrganisation(name: host.name, sector: sector, place: host.place)), host.name)
        guard let organisation = OrganisationID(name) else { throw WorldProblem("host \(host.name): \(name) is no organisation") }
        _ = try ask(.addAgreement(organisation, agency: host.agency, from: from.description, until: nil))
        let user = Command.addUser(role: .requester, label: "front desk", organisation: organisation, interpreter: nil, agency: nil)
        return try login(user, belongsTo: name, ask)
    }

    private func enrol(_ person: Person, _ ask: (Command) throws(WorldProblem) -> Reply) throws(WorldProblem) -> Login {
        let profile = InterpreterProfile(
            name: person.name, gender: Gender(rawValue: person.gender), home: person.home,
            modalities: person.modalities.compactMap { Modality(rawValue: $0) }, pools: person.pools, languages: person.languages,
            maximumMinutesPerWeek: person.maximumMinutesPerWeek)
        let name = try subject("INTERPRETER", of: try ask(.addInterpreter(profile)), person.name)
        let user = Command.addUser(
            role: .interpreter, label: "interpreter", organisation: nil, interpreter: InterpreterID(name), agency: nil)
        return try login(user, belongsTo: name, ask)
    }

    private func login(
        _ user: Command, belongsTo name: String, _ ask: (Command) throws(WorldProblem) -> Reply
    ) throws(WorldProblem) -> Login {
        let text = try subject("USER", of: try ask(user), name)
        guard let principal = PrincipalID(text) else { throw WorldProblem("\(name): \(text) is no user") }
        let (secret, digest) = secrets.mint()
        _ = try ask(.addCredential(principal, kind: .token, digest: digest, scope: .full, days: tokenDays))
        return Login(token: secret, belongsTo: name)
    }

    private func subject(_ kind: String, of reply: Reply, _ name: String) throws(WorldProblem) -> String {
        guard let row = reply.rows.first(where: { $0.kind == kind }) else {
            let said = switch reply.result {
            case .done(_, let text): text
            case .refused(let refusal): refusal.text
            }
            throw WorldProblem("\(name): no \(kind) came of it: \(said)")
        }
        return row.subject
    }
}

/// A scenario that cannot be played.
public struct WorldProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
