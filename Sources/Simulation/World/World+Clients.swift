import Interpreting
import NIOCore

/// What the people of a world hear, and what they do then.
extension World {
    mutating func deliver(_ octets: ByteBuffer, to connection: Int) {
        if connection < requesterEnds.count {
            for word in requesterEnds[connection].hear(octets) {
                switch word {
                case .event(_, let kind, let words): carryOut(requesters[connection].hear(kind, words, at: now), requester: connection)
                case .reply(let reply, to: let purpose):
                    carryOut(requesters[connection].hear(reply, to: purpose, at: now), requester: connection)
                    if case .abandon(let request) = purpose, reply.outcome == .ok { collector.abandoned(request) }
                case .greeting, .head, .farewell, .nonsense: break
                }
            }
        } else {
            let place = connection - requesterEnds.count
            guard interpreterEnds.indices.contains(place) else { return }
            for word in interpreterEnds[place].hear(octets) {
                switch word {
                case .event(_, let kind, let words): carryOut(interpreters[place].hear(kind, words, at: now), interpreter: place)
                case .reply(let reply, to: let purpose): carryOut(interpreters[place].hear(reply, to: purpose), interpreter: place)
                case .greeting, .head, .farewell, .nonsense: break
                }
            }
        }
    }

    mutating func carryOut(_ wishes: [Wish<RequesterActor.Purpose, RequesterActor.Intent>], requester place: Int) {
        for wish in wishes {
            switch wish {
            case .say(let command, let purpose):
                let octets = requesterEnds[place].line(command, for: purpose)
                agenda.schedule(at: (now + World.latency).milliseconds, .arrival(connection: place, octets))
            case .remind(let moment, let intent): agenda.schedule(at: max(moment, now).milliseconds, .requester(place, intent))
            }
        }
    }

    mutating func carryOut(_ wishes: [Wish<InterpreterActor.Purpose, InterpreterActor.Intent>], interpreter place: Int) {
        for wish in wishes {
            switch wish {
            case .say(let command, let purpose):
                let octets = interpreterEnds[place].line(command, for: purpose)
                let connection = requesterEnds.count + place
                agenda.schedule(at: (now + World.latency).milliseconds, .arrival(connection: connection, octets))
            case .remind(let moment, let intent): agenda.schedule(at: max(moment, now).milliseconds, .interpreter(place, intent))
            }
        }
    }
}
