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
            // What was on its way to somebody who has left reaches nobody.
            guard let place = placeOfConnection[connection], connections[place] == connection else { return }
            for word in interpreterEnds[place].hear(octets) {
                switch word {
                case .event(_, let kind, let words): carryOut(interpreters[place].hear(kind, words, at: now), interpreter: place)
                case .reply(let reply, to: let purpose): carryOut(interpreters[place].hear(reply, to: purpose, at: now), interpreter: place)
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
            case .leave: break
            case .remind(let moment, let intent): agenda.schedule(at: max(moment, now).milliseconds, .requester(place, intent))
            }
        }
    }

    mutating func carryOut(_ wishes: [Wish<InterpreterActor.Purpose, InterpreterActor.Intent>], interpreter place: Int) {
        for wish in wishes {
            switch wish {
            case .say(let command, let purpose):
                guard let connection = connections[place] else {
                    unsaid[place, default: []].append(wish)
                    continue
                }
                let octets = interpreterEnds[place].line(command, for: purpose)
                agenda.schedule(at: (now + World.latency).milliseconds, .arrival(connection: connection, octets))
            case .leave(let until): leave(place, until: until)
            case .remind(let moment, let intent): agenda.schedule(at: max(moment, now).milliseconds, .interpreter(place, intent))
            }
        }
    }

    // MARK: Coming and going

    /// Connects somebody, says who it is and goes on listening; then what could not be said meanwhile.
    mutating func enter(interpreter place: Int) {
        let connection = connect()
        connections[place] = connection
        placeOfConnection[connection] = place
        interpreterEnds[place] = Correspondent()
        let waiting = unsaid.removeValue(forKey: place) ?? []
        carryOut(
            [
                .say("AUTH TOKEN \(tokens[place] ?? "")", for: .login),
                .say("SUBSCRIBE phone topics=(offers assignments calendar)", for: .routine),
            ] + waiting, interpreter: place)
    }

    private mutating func leave(_ place: Int, until moment: Timestamp) {
        guard let connection = connections.removeValue(forKey: place) else { return }
        placeOfConnection[connection] = nil
        disconnect(connection)
        agenda.schedule(at: max(moment, now).milliseconds, .comesBack(interpreter: place))
    }
}
