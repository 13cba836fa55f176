import Client
import Dispatching
import Interpreting
import NIOCore
import NIOPosix
import Simulation
import Synchronization
import Wire

/// The load over TLS: requesters who submit, interpreters who accept.
struct BenchLoad: Sendable {
    let world: BenchWorld
    let endpoint: Endpoint
    let logins: Registrar.Logins
    let warmUp: Int
    let seconds: Int
    /// All connections share one event loop: the load must not take more of the machine than it needs.
    let loop: any EventLoop
    private static let asksInARow = 1_000

    /// Everybody's calendar.
    func fillCalendars() async throws {
        try await inChunks(logins.people) { login in
            let connection = try await connect(login)
            for entry in world.calendar {
                let params = [
                    Parameter("from", Value(entry.from)), Parameter("until", Value(entry.until)), Parameter("weeks", Value(entry.weeks)),
                ]
                let answer = try await connection.perform("AVAILABLE", params)
                guard answer.isDone else { throw DemoProblem("AVAILABLE: \(answer.finalText)") }
            }
            await connection.quit()
        }
    }

    /// Each connection is a front desk that asks for one conversation after another.
    ///
    /// - Parameter run: distinguishes the keys of one run from those of another.
    func submit(connections count: Int, asks: Asks, run: Int) async throws -> Measurement {
        // An organisation may have 5,000 open requests. So a few connections take turns, waiting idle for theirs.
        let turns = max(1, min(8, logins.hosts.count / 4 / count))
        let desks = try await inChunks(Array(logins.hosts.prefix(count * turns))) { try await connect($0) }
        let measurement = try await Crew.run(seats: count, warmUp: warmUp, seconds: seconds, on: loop) { [world] in
            var number = 0
            return { seat in
                number += 1
                let host = seat + number / count / Self.asksInARow % turns * count
                let agency = world.agency(ofHost: host)
                let (team, slot) = world.team(ofAsk: asks.next(agency), agency: agency)
                return Crew.Errand(
                    connection: desks[host], command: "SUBMIT",
                    params: world.submit(team: team, slot: slot).params(key: "s\(run)-\(number)"))
            }
        }
        for desk in desks { desk.close() }
        return measurement
    }

    /// So many interpreters at once accept one offer after another; whoever has no more makes room for the next.
    ///
    /// Of the two offers of a request one is accepted, so that an answer comes too late by accident only.
    func accept(connections count: Int, run: Int) async throws -> Measurement {
        let bundles = try await inChunks(Array(logins.people.enumerated())) { place, login in
            try await bundle(login, parity: place % 2)
        }.filter { !$0.offers.isEmpty }
        guard bundles.count >= count else {
            throw DemoProblem("only \(bundles.count) interpreters have offers for \(count) connections; give more --seconds")
        }
        let measurement = try await Crew.run(seats: count, warmUp: warmUp, seconds: seconds, on: loop) {
            var waiting = bundles[...]
            var working = (0..<count).map { _ in waiting.removeFirst() }
            return { seat in
                if working[seat].offers.isEmpty {
                    guard let next = waiting.popFirst() else { return nil }
                    working[seat] = next
                }
                let offer = working[seat].offers.removeLast()
                return Crew.Errand(
                    connection: working[seat].connection, command: "ACCEPT",
                    params: [Parameter(value: Value(offer)), Parameter("key", Value("a\(run)-\(offer)"))])
            }
        }
        for bundle in bundles { bundle.connection.close() }
        return measurement
    }

    private struct Bundle {
        let connection: Connection
        var offers: [String]
    }

    private func bundle(_ login: Registrar.Login, parity: Int) async throws -> Bundle {
        let connection = try await connect(login)
        var offers: [String] = []
        var after: String?
        repeat {
            let params = [Parameter(value: "offers"), Parameter("state", "made")] + (after.map { [Parameter("after", Value($0))] } ?? [])
            let answer = try await connection.perform("LIST", params)
            guard answer.isDone else { throw DemoProblem("LIST offers: \(answer.finalText)") }
            offers += answer.rows.filter { $0.kind == "OFFER" && isChosen($0, by: parity) }.compactMap(\.subject)
            after = answer.first("PAGE")?["next"]
        } while after != nil
        return Bundle(connection: connection, offers: offers)
    }

    /// Which of the two of a team takes a request, by lot: a multiplicative hash (Knuth, The Art of Computer Programming, 6.4).
    private func isChosen(_ row: AnswerRow, by parity: Int) -> Bool {
        guard let request = row["request"].flatMap({ RequestID($0) }) else { return false }
        return (request.number &* 2_654_435_761) >> 16 & 1 == Int64(parity)
    }

    private func connect(_ login: Registrar.Login) async throws -> Connection {
        let connection = try await Connection.open(endpoint, on: loop)
        let answer = try await connection.perform("AUTH", [Parameter(value: "TOKEN"), Parameter(value: Value(login.token))])
        guard answer.isDone else { throw DemoProblem("AUTH: \(answer.finalText)") }
        return connection
    }

    /// A few dozen at a time; results keep the order.
    @discardableResult
    private func inChunks<Thing: Sendable, Result: Sendable>(
        _ things: [Thing], _ body: @escaping @Sendable (Thing) async throws -> Result
    ) async throws -> [Result] {
        var results: [Result] = []
        for start in stride(from: 0, to: things.count, by: 32) {
            let chunk = things[start..<min(start + 32, things.count)]
            results += try await withThrowingTaskGroup(of: (Int, Result).self) { group in
                for (place, thing) in chunk.enumerated() { group.addTask { (place, try await body(thing)) } }
                var found: [(Int, Result)] = []
                for try await one in group { found.append(one) }
                return found.sorted { $0.0 < $1.0 }.map(\.1)
            }
        }
        return results
    }
}

/// How many conversations each agency has been asked for.
final class Asks: Sendable {
    private let counts = Mutex<[Int: Int]>([:])

    /// The number of the next one, from 0.
    func next(_ agency: Int) -> Int {
        counts.withLock { counts in
            defer { counts[agency, default: 0] += 1 }
            return counts[agency, default: 0]
        }
    }
}

extension Submit {
    /// As a client says it.
    func params(key: String) -> [Parameter] {
        [
            Parameter("language", Value(language)), Parameter("complexity", Value(complexity.rawValue)),
            Parameter("minutes", Value(minutes)),
            Parameter("start", Value(start)), Parameter("key", Value(key)),
        ]
    }
}
