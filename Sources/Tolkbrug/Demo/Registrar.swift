import Client
import Interpreting
import Simulation
import Wire

/// Registers everybody of a scenario through an administrator's connection, as an agency would.
struct Registrar {
    /// A way in for somebody of the scenario.
    struct Login: Sendable {
        var token: String
        /// `G3`, `I12`, `agii`.
        var belongsTo: String
    }
    struct Logins: Sendable {
        /// In the order of the scenario.
        var hosts: [Login] = []
        var people: [Login] = []
        /// By agency.
        var coordinators: [String: Login] = [:]
    }

    let admin: Client
    let hosts: [DayScenario.Host]
    let people: [DayScenario.Person]

    func run() async throws -> Logins {
        async let hostLogins = inParallel(hosts) { try await register($0) }
        async let peopleLogins = inParallel(people) { try await register($0) }
        var logins = Logins(hosts: try await hostLogins, people: try await peopleLogins)
        for agency in Set(hosts.map(\.agency)).sorted() {
            let user = try await done(
                "USER", words: ["add"], ["role": "coordinator", "label": "coordination \(agency)", "agency": agency], "USER")
            logins.coordinators[agency] = Login(token: try await token(for: user), belongsTo: agency)
        }
        return logins
    }

    private func register(_ host: DayScenario.Host) async throws -> Login {
        let organisation = try await done(
            "ORGANISATION", words: ["add"], ["name": host.name, "sector": host.sector, "place": host.place], "ORGANISATION")
        _ = try await done(
            "AGREEMENT", words: ["add"], ["organisation": organisation, "agency": host.agency, "from": "2026-01-01"], "AGREEMENT")
        let user = try await done(
            "USER", words: ["add"], ["role": "requester", "label": "front desk", "organisation": organisation], "USER")
        return Login(token: try await token(for: user), belongsTo: organisation)
    }

    private func register(_ person: DayScenario.Person) async throws -> Login {
        let lists = [
            Parameter("modalities", Value(person.modalities)), Parameter("pools", Value(person.pools)),
            Parameter("languages", Value(person.languages)),
        ]
        let interpreter = try await done(
            "INTERPRETER", words: ["add"], ["name": person.name, "gender": person.gender, "home": person.home], "INTERPRETER", lists)
        let user = try await done(
            "USER", words: ["add"], ["role": "interpreter", "label": "interpreter", "interpreter": interpreter], "USER")
        return Login(token: try await token(for: user), belongsTo: interpreter)
    }

    private func token(for user: String) async throws -> String {
        let answer = try await perform("TOKEN", words: ["issue"], ["user": user], [])
        guard let secret = answer.first("TOKEN")?["secret"] else { throw DemoProblem("TOKEN issue showed no secret: \(answer.finalText)") }
        return secret
    }

    /// Performs a command and gives the identifier of the row it answered with.
    private func done(
        _ command: String, words: [String], _ named: [String: String], _ kind: String, _ more: [Parameter] = []
    ) async throws -> String {
        let answer = try await perform(command, words: words, named, more)
        guard let id = answer.first(kind)?.subject else { throw DemoProblem("\(command) answered without \(kind): \(answer.finalText)") }
        return id
    }

    private func perform(_ command: String, words: [String], _ named: [String: String], _ more: [Parameter]) async throws -> Answer {
        let params = words.map { Parameter(value: .atom($0)) } + named.sorted { $0.key < $1.key }.map { Parameter($0.key, Value($0.value)) }
        let answer = try await admin.mutate(command, params + more)
        if !answer.isDone { throw DemoProblem("\(command) \(words.joined(separator: " ")): \(answer.finalText)") }
        return answer
    }

    /// Registers many at once: commands of one connection are pipelined. Results keep the order.
    private func inParallel<Thing: Sendable>(
        _ things: [Thing], _ register: @escaping @Sendable (Thing) async throws -> Login
    ) async throws -> [Login] {
        try await withThrowingTaskGroup(of: (Int, Login).self) { group in
            var logins = [Login?](repeating: nil, count: things.count)
            for (place, thing) in things.enumerated() { group.addTask { (place, try await register(thing)) } }
            for try await (place, login) in group { logins[place] = login }
            return logins.compactMap(\.self)
        }
    }
}

extension Registrar: Sendable {}
