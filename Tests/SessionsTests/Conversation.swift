import Dispatching
import Interpreting
import NIOCore
import Sessions
import Wire

/// Secrets whose digests can be read: `#tb_1`.
struct ReadableSecrets: Secrets {
    func mint() -> (secret: String, digest: String) { ("tb_new", "#tb_new") }
    func mintKey() -> String { "s-1" }
    func digest(of text: String) -> String { "#\(text)" }
}

/// A session and both ends of its wire, written down as people would.
struct Conversation {
    var session: Session
    var now = Timestamp(seconds: 1_000_000)
    /// Everything but writes, since it was last taken.
    var actions: [SessionAction] = []
    /// What the server wrote since it was last taken, without line ends.
    var lines: [String] = []

    init(limits: Limits = .standard, certificate: ClientCertificate? = nil) {
        let zone = ZoneTable(name: "Europe/Brussels", initialOffset: 3600, transitions: [])
        let environment = SessionEnvironment(server: "tolkbrug/0.1.0", limits: limits, zone: zone, secrets: ReadableSecrets())
        session = Session(environment: environment)
        give(.connected(epoch: 7, head: 1040, certificate: certificate, date: now + .days(365)))
    }

    /// A session that has been through `AUTH`.
    init(as role: Role, scope: Credential.Scope = .full, limits: Limits = .standard) {
        self.init(limits: limits)
        say("0 AUTH TOKEN tb_1")
        answer(.authenticated(role, scope))
        lines = []
        actions = []
    }

    mutating func give(_ input: SessionInput) {
        for action in session.handle(input, at: now) {
            if case .write(let buffer) = action {
                lines += String(buffer: buffer).split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            } else {
                actions.append(action)
            }
        }
    }

    /// The client says `text` and the end of a line; answers what came back.
    @discardableResult
    mutating func say(_ text: String) -> [String] {
        send(Array((text + "\n").utf8))
    }

    @discardableResult
    mutating func send(_ octets: [UInt8]) -> [String] {
        give(.received(ByteBuffer(bytes: octets)))
        return take()
    }

    /// The engine answers the oldest question; answers what came back.
    @discardableResult
    mutating func answer(_ reply: Reply) -> [String] {
        guard let ticket = questions.first?.ticket else { return take() }
        return answer(ticket, reply)
    }

    @discardableResult
    mutating func answer(_ ticket: Ticket, _ reply: Reply) -> [String] {
        actions.removeAll { action in
            if case .ask(ticket, _) = action { true } else if case .serve(ticket, _) = action { true } else { false }
        }
        give(session.writer(of: ticket).map { .written(ticket, $0.write(reply)) } ?? .answered(ticket, reply))
        return take()
    }

    /// What `input` leads to being written.
    @discardableResult
    mutating func after(_ input: SessionInput) -> [String] {
        give(input)
        return take()
    }

    /// What the engine was asked and has not answered.
    var questions: [(ticket: Ticket, input: Input)] {
        actions.compactMap { if case .ask(let ticket, let input) = $0 { (ticket, input) } else { nil } }
    }

    var subscriptionAsked: Subscription? {
        actions.compactMap { if case .subscribe(let subscription) = $0 { subscription } else { nil } }.last
    }

    /// The last page of events asked for.
    var pageAsked: SessionAction? {
        actions.last { if case .replay = $0 { true } else { false } }
    }

    var isClosed: Bool { actions.last == .close }

    private mutating func take() -> [String] {
        defer { lines = [] }
        return lines
    }
}

extension Reply {
    /// What the engine answers to `authenticate`.
    static func authenticated(_ role: Role, _ scope: Credential.Scope = .full) -> Reply {
        let belonging: [Field] =
            switch role {
            case .requester: [Field("organisation", "G1")]
            case .interpreter: [Field("interpreter", "I3")]
            case .coordinator: [Field("agency", "agii")]
            case .admin, .gateway: []
            }
        let row = Row("PRINCIPAL", "U12", [
            Field("role", role.rawValue), Field("label", "desk"), Field("credential", "K5"), Field("scope", scope.rawValue),
        ] + belonging)
        return .done(.identity, "you are \(role.rawValue) U12", rows: [row])
    }
}

extension Event {
    /// An event about a request of organisation G1 and agency agii.
    static func of(_ seq: Int64, _ kind: EventKind = .requestOpened, organisation: Int64 = 1, fields: [Field] = []) -> Event {
        Event(
            seq: seq, at: Timestamp(seconds: 0), kind: kind, actor: nil,
            scope: Scope(organisation: OrganisationID(organisation), agency: AgencyCode("agii")), subject: "R\(seq)", fields: fields,
            changes: [])
    }
}
