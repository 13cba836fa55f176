import Dispatching
import Interpreting
import Sessions
import Testing
import Wire

@Suite struct SubscriptionTests {
    /// A requester's session that has said `SUBSCRIBE`; the first page was asked for.
    static func subscribing(_ line: String, limits: Limits = .standard) -> Conversation {
        var conversation = Conversation(as: .requester, limits: limits)
        conversation.say("s1 \(line)")
        return conversation
    }

    /// A session that is told everything from 1041 on.
    static func live(limits: Limits = .standard) -> Conversation {
        var conversation = subscribing("SUBSCRIBE desk", limits: limits)
        if let ticket = conversation.subscriptionAsked?.ticket {
            conversation.after(.replayed(ticket, [], upTo: 1040, isLast: true))
        }
        conversation.actions = []
        return conversation
    }

    /// How the event `.of(seq)` stands on the wire.
    static func opened(_ seq: Int, _ kind: String = "REQUEST-OPENED") -> String {
        "* EV \(seq) \(kind) R\(seq) at=1970-01-01T01:00:00+01:00"
    }

    @Test func `a subscription asks for its topics as the principal`() {
        let conversation = Self.subscribing("SUBSCRIBE desk topics=(offers requests) since=1000 epoch=7")
        let subscription = conversation.subscriptionAsked
        #expect(subscription?.name == "desk")
        #expect(subscription?.topics == [.requests, .offers])
        #expect(subscription?.since == 1000)
        #expect(subscription?.principal.organisation == OrganisationID(1))
    }

    @Test func `what was missed is replayed page by page, then live events follow without gap or repetition`() throws {
        var conversation = Self.subscribing("SUBSCRIBE desk since=1000")
        let ticket = try #require(conversation.subscriptionAsked?.ticket)
        // Live events arrive while pages are read.
        #expect(conversation.after(.published([.of(1041)], head: 1041)) == [])
        #expect(conversation.after(.replayed(ticket, [.of(1001), .of(1030)], upTo: 1030, isLast: false)) == [
            "s1 OK 2.0.0 desk is told events after 1000", Self.opened(1001), Self.opened(1030),
        ])
        #expect(conversation.pageAsked == .replay(ticket, after: 1030, limit: 256))
        #expect(conversation.after(.published([.of(1042), .of(1043)], head: 1043)) == [])
        // The second page was read after 1041 and 1042 had become durable.
        #expect(conversation.after(.replayed(ticket, [.of(1040), .of(1041), .of(1042)], upTo: 1042, isLast: true)) == [
            Self.opened(1040), Self.opened(1041), Self.opened(1042),
            Self.opened(1043),
        ])
        #expect(conversation.after(.published([.of(1043), .of(1044)], head: 1044)) == [Self.opened(1044)])
    }

    @Test func `live events that are too many to keep while pages are read are read as another page`() throws {
        var limits = Limits()
        limits.unreadEvents = 8
        var conversation = Self.subscribing("SUBSCRIBE desk since=1000", limits: limits)
        let ticket = try #require(conversation.subscriptionAsked?.ticket)
        for seq in 1041...1050 { conversation.give(.published([.of(Int64(seq))], head: Int64(seq))) }
        var told = conversation.after(.replayed(ticket, [.of(1039), .of(1040)], upTo: 1040, isLast: true)).dropFirst().count
        #expect(conversation.pageAsked == .replay(ticket, after: 1040, limit: 2))
        var next: Int64 = 1041
        while case .replay(_, let after, let limit)? = conversation.pageAsked {
            #expect(after == next - 1)
            let page = (next..<min(next + Int64(limit), 1051)).map { Event.of($0) }
            conversation.actions = []
            next += Int64(page.count)
            told += conversation.after(.replayed(ticket, page, upTo: next - 1, isLast: next == 1051)).count
        }
        #expect(told == 12)
        #expect(conversation.after(.published([.of(1051)], head: 1051)) == [Self.opened(1051)])
    }

    @Test func `only events of the topics that the principal may see are told`() throws {
        var conversation = Self.subscribing("SUBSCRIBE desk topics=requests since=1040")
        let ticket = try #require(conversation.subscriptionAsked?.ticket)
        let events: [Event] = [.of(1041, organisation: 2), .of(1042, .offerMade), .of(1043)]
        #expect(conversation.after(.replayed(ticket, events, upTo: 1043, isLast: true)).dropFirst() == [Self.opened(1043)])
        let more: [Event] = [.of(1044, organisation: 2), .of(1045, .assignmentConfirmed), .of(1046, .requestOffered)]
        #expect(conversation.after(.published(more, head: 1046)) == [Self.opened(1046, "REQUEST-OFFERED")])
    }

    @Test func `an event never falls inside a reply, nor before the answer to SUBSCRIBE`() throws {
        var conversation = Conversation(as: .requester)
        conversation.say("a1 LIST requests\na2 SUBSCRIBE desk since=1040\na3 PING")
        let list = try #require(conversation.questions.first?.ticket)
        let ticket = try #require(conversation.subscriptionAsked?.ticket)
        #expect(conversation.after(.replayed(ticket, [.of(1041)], upTo: 1041, isLast: true)) == [])
        #expect(conversation.after(.published([.of(1042)], head: 1042)) == [])
        let rows = (1...3).map { Row("REQUEST", "R\($0)") }
        #expect(conversation.answer(list, .done(.object, "3 requests", rows: rows)) == [
            "a1 - REQUEST R1", "a1 - REQUEST R2", "a1 - REQUEST R3", "a1 OK 2.3.0 3 requests",
            "a2 OK 2.0.0 desk is told events after 1040", "a3 OK 2.0.0 here",
            Self.opened(1041), Self.opened(1042),
        ])
    }

    @Test func `no answer comes after an event that it does not show`() throws {
        var conversation = Self.live()
        conversation.say("a1 LIST requests\na2 WHOAMI")
        let questions = conversation.questions.map(\.ticket)
        #expect(questions.count == 2)
        // What the list shows was so before this happened.
        #expect(conversation.after(.published([.of(1041)], head: 1041)) == [])
        #expect(conversation.answer(questions[1], .done(.identity, "you")) == [])
        #expect(conversation.answer(questions[0], .done(.ready, "0 requests")) == [
            "a1 OK 2.0.0 0 requests", "a2 OK 2.2.0 you", Self.opened(1041),
        ])
        conversation.say("a3 WHOAMI")
        #expect(conversation.after(.published([.of(1042)], head: 1042)) == [Self.opened(1042)])
    }

    @Test func `one subscription at a time, ended by its name or without`() {
        var conversation = Self.live()
        #expect(conversation.say("a1 SUBSCRIBE two") == [
            "a1 NO 5.4.1 [WRONG-STATE] this connection has the subscription desk; send UNSUBSCRIBE first"
        ])
        #expect(conversation.say("a2 UNSUBSCRIBE two").first?.hasPrefix("a2 NO 5.3.1 [NOT-FOUND]") == true)
        #expect(conversation.say("a3 UNSUBSCRIBE desk") == ["a3 OK 2.0.0 no more events"])
        #expect(conversation.actions.contains { if case .unsubscribe = $0 { true } else { false } })
        #expect(conversation.after(.published([.of(1041)], head: 1041)) == [])
        #expect(conversation.say("a4 UNSUBSCRIBE") == ["a4 NO 5.4.1 [WRONG-STATE] this connection has no subscription"])
    }

    @Test func `a client that knows more than this server is told so`() throws {
        var conversation = Self.subscribing("SUBSCRIBE desk since=2000")
        let ticket = try #require(conversation.subscriptionAsked?.ticket)
        #expect(conversation.after(.replayed(ticket, [], upTo: 1040, isLast: true)) == [
            "s1 NO 4.7.4 [STALE-EPOCH] since=2000; the journal ends at 1040 here, so it comes from another; take a SNAPSHOT"
        ])
        #expect(conversation.actions.contains(.unsubscribe(ticket)))
        #expect(conversation.say("s2 SUBSCRIBE desk since=1000 epoch=8") == [
            "s2 NO 4.7.4 [STALE-EPOCH] epoch=8; this server is at epoch 7, another has taken over since; connect again"
        ])
    }

    @Test func `events wait while the socket is full, and too many of them end the connection`() {
        var conversation = Self.live()
        conversation.give(.unwritable)
        for seq in Int64(1041)..<2064 {
            #expect(conversation.after(.published([.of(seq)], head: seq)) == [])
        }
        #expect(!conversation.isClosed)
        let lines = conversation.after(.published([.of(2064)], head: 2064))
        #expect(lines == [
            "* BYE 4.6.3 [SLOW-CONSUMER] 1024 events were left unread; connect again and SUBSCRIBE with since= the last one handled"
        ])
        #expect(conversation.isClosed)
    }

    @Test func `what waited is told in order when the socket empties`() {
        var conversation = Self.live()
        conversation.give(.unwritable)
        for seq in Int64(1041)...1043 { conversation.give(.published([.of(seq)], head: seq)) }
        #expect(conversation.after(.writable) == (1041...1043).map { Self.opened($0) })
    }

    @Test func `events that a client which acknowledges has not handled count as unread`() {
        var limits = Limits()
        limits.unreadEvents = 4
        var conversation = Self.live(limits: limits)
        for seq in Int64(1041)...1050 { #expect(conversation.after(.published([.of(seq)], head: seq)).count == 1) }
        #expect(conversation.say("a1 ACK 1050") == ["a1 OK 2.0.0 handled up to 1050"])
        for seq in Int64(1051)...1053 { #expect(conversation.after(.published([.of(seq)], head: seq)).count == 1) }
        #expect(conversation.say("a2 ACK 1052") == ["a2 OK 2.0.0 handled up to 1052"])
        for seq in Int64(1054)...1055 { #expect(conversation.after(.published([.of(seq)], head: seq)).count == 1) }
        #expect(!conversation.isClosed)
        #expect(conversation.after(.published([.of(1056)], head: 1056)).last?.hasPrefix("* BYE 4.6.3") == true)
    }

    @Test func `a replay waits for a client that acknowledges`() throws {
        var limits = Limits()
        limits.unreadEvents = 8
        var conversation = Self.subscribing("SUBSCRIBE desk since=1000", limits: limits)
        let ticket = try #require(conversation.subscriptionAsked?.ticket)
        conversation.give(.replayed(ticket, [.of(1001), .of(1002)], upTo: 1002, isLast: false))
        #expect(conversation.say("a1 ACK 1002").last == "a1 OK 2.0.0 handled up to 1002")
        conversation.give(.replayed(ticket, [.of(1003), .of(1004)], upTo: 1004, isLast: false))
        conversation.give(.replayed(ticket, [.of(1005), .of(1006)], upTo: 1006, isLast: false))
        #expect(conversation.pageAsked != .replay(ticket, after: 1006, limit: 2))
        conversation.say("a2 ACK 1006")
        #expect(conversation.actions.contains(.replay(ticket, after: 1006, limit: 2)))
        #expect(conversation.say("a3 ACK 1007") == ["a3 BAD 5.1.6 [BAD-VALUE] 1007; nothing after 1006 was sent"])
    }

    @Test func `ACK without a subscription is refused`() {
        var conversation = Conversation(as: .requester)
        #expect(conversation.say("a1 ACK 5") == ["a1 NO 5.4.1 [WRONG-STATE] this connection has no subscription; send SUBSCRIBE first"])
    }

    @Test func `HEAD tells how far the subscriber has been told`() {
        var conversation = Self.live()
        conversation.give(.published([.of(1041), .of(1042, organisation: 2)], head: 1042))
        conversation.lines = []
        conversation.now = conversation.now + .seconds(29)
        #expect(conversation.after(.tick(head: 1050)) == [])
        conversation.now = conversation.now + .seconds(1)
        #expect(conversation.after(.tick(head: 1050)) == ["* HEAD 1042"])
        var other = Conversation(as: .requester)
        other.now = other.now + .seconds(30)
        #expect(other.after(.tick(head: 1050)) == ["* HEAD 1050"])
    }

    @Test func `whoever comes from before a promotion or a restore is told to take a snapshot`() {
        var conversation = Conversation(as: .requester)
        let present = Int64(1) << 32 + 1
        conversation.give(.leadershipGained(epoch: present))
        #expect(conversation.say("s1 SUBSCRIBE desk since=1000 epoch=7").map { $0.prefix(24) } == ["s1 NO 4.7.4 [STALE-EPOCH"])
        #expect(conversation.say("s2 SUBSCRIBE desk since=1000 epoch=\(present)") == [])
    }
}
