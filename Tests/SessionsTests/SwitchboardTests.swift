import Dispatching
import Interpreting
import RandomTestSupport
import Testing

@testable import Sessions

/// Every subscriber is told what it may see and asked for, and nobody else: held against asking each of them about each event.
@Suite struct SwitchboardTests {
    private static let agencies: [AgencyCode?] = [AgencyCode("agii"), AgencyCode("atlas"), nil]
    private static let manyAgencies = [[], ["agii"], ["atlas"], ["agii", "atlas"], ["brussel-onthaal", "atlas"]]
        .map { $0.map(AgencyCode.init) }
    private static let organisations: [OrganisationID?] = [OrganisationID(1), OrganisationID(2), nil]
    private static let interpreters: [InterpreterID?] = [InterpreterID(1), InterpreterID(2), nil]

    private func principal(_ number: Int, _ numbers: inout Seeded) -> Principal {
        Principal(
            id: PrincipalID(Int64(number)), role: Role.allCases[number % Role.allCases.count], label: "user",
            organisation: numbers.one(of: Self.organisations), interpreter: numbers.one(of: Self.interpreters),
            agency: numbers.one(of: Self.agencies))
    }

    private func batch(after head: Int64, _ numbers: inout Seeded) -> [Event] {
        (1...numbers.below(4) + 1).map { place in
            Event(
                seq: head + Int64(place), at: Timestamp(seconds: 0), kind: numbers.one(of: EventKind.allCases), actor: nil,
                scope: Scope(
                    organisation: numbers.one(of: Self.organisations), interpreter: numbers.one(of: Self.interpreters),
                    agencies: numbers.one(of: Self.manyAgencies)),
                subject: "R1", fields: [], changes: [])
        }
    }

    @Test func `everybody is told what it may see and asked for, whoever comes and goes`() {
        var numbers = Seeded(1)
        var switchboard = Switchboard()
        var listening: [(connection: UInt64, subscription: Subscription)] = []
        var (connections, told) = (0, 0)
        for _ in 0..<2_000 {
            switch numbers.below(6) {
            case 0, 1:
                connections += 1
                let asked = Topic.allCases.filter { _ in numbers.below(2) == 0 }
                let subscription = Subscription(
                    ticket: Ticket(1), name: "desk", principal: principal(connections, &numbers), topics: asked, since: nil, limit: 1)
                switchboard.subscribe(subscription, connection: UInt64(connections))
                listening.append((UInt64(connections), subscription))
            case 2 where !listening.isEmpty:
                let gone = listening.remove(at: numbers.below(listening.count))
                let left = switchboard.leave(gone.connection)
                #expect(left == 1)
            case 3 where !listening.isEmpty:
                let gone = listening.remove(at: numbers.below(listening.count))
                let wasThere = switchboard.unsubscribe(gone.subscription.ticket, connection: gone.connection)
                #expect(wasThere)
            default:
                let events = batch(after: switchboard.head, &numbers)
                let expected = listening.map { listener in
                    (listener.connection, events.filter { listener.subscription.wants($0) })
                }.filter { !$0.1.isEmpty }.sorted { $0.0 < $1.0 }
                let deliveries = switchboard.publish(events)
                #expect(deliveries.map(\.connection) == expected.map(\.0))
                #expect(deliveries.map(\.events) == expected.map(\.1))
                told += deliveries.count
            }
        }
        #expect(connections > 150 && told > 1_000, "\(connections), \(told)")
    }

    @Test func `whoever may no longer log in is told nothing from that event on, and others go on`() {
        var switchboard = Switchboard()
        for user in [Int64(1), 2, 3] {
            let tolk = Principal(id: PrincipalID(user), role: .interpreter, label: "phone", interpreter: InterpreterID(1))
            let subscription = Subscription(
                ticket: Ticket(1), name: "desk", principal: tolk, credential: CredentialID(user), topics: Topic.allCases, since: nil,
                limit: 1)
            switchboard.subscribe(subscription, connection: UInt64(user))
        }
        func event(_ seq: Int64, _ kind: EventKind, _ changes: [Change]) -> Event {
            Event(
                seq: seq, at: Timestamp(seconds: 0), kind: kind, actor: nil, scope: Scope(interpreter: InterpreterID(1)), subject: "I1",
                fields: [], changes: changes)
        }
        let gone = Principal(id: PrincipalID(1), role: .interpreter, label: "phone", interpreter: InterpreterID(1), isActive: false)
        let revoked = Credential(
            id: CredentialID(2), principal: PrincipalID(2), kind: .token, scope: .full, digest: "", createdAt: Timestamp(seconds: 0),
            expiresAt: Timestamp(seconds: 9), revokedAt: Timestamp(seconds: 1))
        let told = switchboard.publish([
            event(1, .dutyOn, []), event(2, .userDisabled, [.principal(gone)]), event(3, .dutyOff, []),
            event(4, .tokenRevoked, [.credential(revoked)]), event(5, .dutyOn, []),
        ])
        #expect(told.map(\.connection) == [1, 2, 3])
        #expect(told.map { $0.events.map(\.seq) } == [[1], [1, 2, 3], [1, 2, 3, 4, 5]])
        #expect(told.map { $0.farewell?.reason } == [.authenticationFailed, .credentialExpired, nil])
        let later = switchboard.publish([event(6, .dutyOff, [])])
        #expect(later.map(\.connection) == [3])
        let wasThere = switchboard.unsubscribe(Ticket(1), connection: 1)
        #expect(wasThere)
    }
}

extension Subscription {
    fileprivate func wants(_ event: Event) -> Bool {
        topics.contains(event.kind.topic) && event.scope.isVisible(to: principal)
    }
}
