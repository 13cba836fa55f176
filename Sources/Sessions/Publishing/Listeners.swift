import Dispatching
import Interpreting

/// Which connections listen to which topics, by audience: an event finds those it is for without asking anybody else.
struct Listeners: Sendable {
    /// One audience: who listens, by topic. A handful of topics, which is searched faster than hashed.
    private struct Room: Sendable {
        var topics: [(topic: Topic, connections: [UInt64])] = []

        func connections(for topic: Topic) -> [UInt64] { topics.first { $0.topic == topic }?.connections ?? [] }
    }

    // Apart, for nobody may listen in most of them, and then there is nothing to hash.
    private var administrators = Room()
    private var agencies: [AgencyCode: Room] = [:]
    private var organisations: [OrganisationID: Room] = [:]
    private var interpreters: [InterpreterID: Room] = [:]
    private var gateways: [PrincipalID: Room] = [:]

    /// Makes `connection` listen to `topics` and to no others.
    mutating func set(_ connection: UInt64, in audience: Audience, to topics: [Topic]) {
        switch audience {
        case .administrators: Listeners.set(connection, in: &administrators, to: topics)
        case .agency(let code): Listeners.set(connection, in: &agencies, code, to: topics)
        case .organisation(let id): Listeners.set(connection, in: &organisations, id, to: topics)
        case .interpreter(let id): Listeners.set(connection, in: &interpreters, id, to: topics)
        case .gateway(let id): Listeners.set(connection, in: &gateways, id, to: topics)
        }
    }

    /// Everybody who listens to `topic` and may see what has this scope, each once: nobody is in two audiences.
    func each(of topic: Topic, for scope: Scope, _ body: (_ connection: UInt64) -> Void) {
        administrators.connections(for: topic).forEach(body)
        if let agency = scope.agency { agencies[agency]?.connections(for: topic).forEach(body) }
        for agency in scope.others ?? [] { agencies[agency]?.connections(for: topic).forEach(body) }
        if let organisation = scope.organisation { organisations[organisation]?.connections(for: topic).forEach(body) }
        if let interpreter = scope.interpreter { interpreters[interpreter]?.connections(for: topic).forEach(body) }
        if let gateway = scope.gateway { gateways[gateway]?.connections(for: topic).forEach(body) }
    }

    private static func set<Key>(_ connection: UInt64, in rooms: inout [Key: Room], _ key: Key, to topics: [Topic]) {
        set(connection, in: &rooms[key, default: Room()], to: topics)
        if rooms[key]?.topics.isEmpty == true { rooms[key] = nil }
    }

    private static func set(_ connection: UInt64, in room: inout Room, to topics: [Topic]) {
        for place in room.topics.indices { room.topics[place].connections.removeAll { $0 == connection } }
        for topic in topics {
            if let place = room.topics.firstIndex(where: { $0.topic == topic }) {
                room.topics[place].connections.append(connection)
            } else {
                room.topics.append((topic, [connection]))
            }
        }
        room.topics.removeAll { $0.connections.isEmpty }
    }
}
