import Interpreting
import Wire

@testable import Sessions

/// For each form of each command a line, or several, that the engine carries out in ``FullWorld``: what odd values are put into.
enum BaseLines {
    struct Base: Sendable {
        let role: Role
        let line: ClientLine
    }

    static func all() throws -> [Base] {
        var bases: [Base] = []
        for (role, lines) in texts {
            for (number, text) in lines.enumerated() {
                bases.append(Base(role: role, line: try ClientLine.parse("\(number) \(text)")))
            }
        }
        return bases
    }

    /// Whether `line` is written in that form, as the command itself decides it.
    static func isWritten(_ line: ClientLine, in form: Form, of command: CommandDefinition) -> Bool {
        guard line.command == command.name else { return false }
        let first = line.positional.first?.text?.lowercased()
        let keyworded = command.forms.first { $0.keyword != nil && $0.keyword?.lowercased() == first }
        if let keyworded { return form.keyword == keyworded.keyword }
        let plain = command.forms.filter { $0.keyword == nil }
        let meant = plain.first { $0.needsValue == (first != nil) } ?? plain.first
        return form.keyword == nil && form.needsValue == meant?.needsValue
    }

    private static let texts: [(Role, [String])] = [
        (.requester, requester), (.interpreter, interpreter), (.coordinator, coordinator), (.admin, admin),
    ]

    private static let requester = [
        "SUBMIT language=ti complexity=practical minutes=30 start=2027-03-18T10:00",
        "SUBMIT language=apc dialect=syrian complexity=practical minutes=30 start=2027-03-18T12:00",
        """
        SUBMIT language=ti complexity=informative minutes=20 start=2027-03-19T10:00 place=12025 establishment=E1 fallback=(video) \
        priority=high gender=female gender-required=yes participants=2 case=f3-0412 note="ring at the side door"
        """,
        "AMEND R5 minutes=25", "AMEND R4 note=door reopen=yes", "CANCEL R4", "CANCEL R5 reason=ill",
        "ADVISE language=ti complexity=practical minutes=20 participants=2 dutch=basic contact=(fr en)",
        "QUOTE language=ti complexity=complex minutes=75 start=2027-03-18T10:00 place=12025",
        "HELLO 1", "AUTH TOKEN tb_1", "AUTH EXTERNAL", "WHOAMI", "PING", "HELP", "QUIT", "SUBSCRIBE desk", "UNSUBSCRIBE", "ACK 1",
        "SNAPSHOT", "OUTCOME key=desk-1", "LIST requests", "SHOW R1", "RULES",
    ]

    private static let interpreter = [
        "AVAILABLE from=2027-03-21T01:00 until=2027-03-21T03:00 weeks=2",
        "AVAILABLE from=2027-03-21T02:00:00.100 until=2027-03-21T02:00:00.900 weeks=2",
        "UNAVAILABLE from=2027-10-24T02:15 until=2027-10-24T02:45 weeks=2",
        "UNAVAILABLE from=2027-10-31T02:30+02:00 until=2027-10-31T02:15+01:00",
        "AVAILABLE V1", "UNAVAILABLE V2", "ONDUTY", "ONDUTY modalities=(video) until=2027-03-15T20:00", "OFFDUTY",
        "ACCEPT O4", "DECLINE O4", "RELEASE A3", "START A2", "FINISH A1",
        "FINISH A1 absent=client",
    ]

    private static let coordinator = [
        "BOARD", "CANDIDATES R4", "EXPLAIN R4", "ASSIGN R4 I1", "UNASSIGN A3", "HOLD R5 on", "CANCEL R5", "PLAN", "STATS",
    ]

    private static let admin = [
        "ORGANISATION add name=academy sector=education place=12025", "ORGANISATION set G2 name=clinic sector=other",
        "ORGANISATION site G1 name=annex place=12025",
        "AGREEMENT add organisation=G2 agency=agii from=2026-01-01", "AGREEMENT end T1 until=2028-01-01",
        "AGREEMENT add organisation=G2 agency=agii from=2026-01-01 until=2027-01-01",
        "INTERPRETER add name=tolk gender=male home=12025 modalities=(video) pools=(agii) languages=(ti) max-km=10 max-day=60 max-week=600",
        "INTERPRETER set I2 languages=(ps:kandahari so:trained)",
        "INTERPRETER set I2 max-km=10", "INTERPRETER retire I2", "INTERPRETER reinstate I2", "USER add role=admin label=desk",
        "USER add role=requester label=desk organisation=G1", "USER add role=interpreter label=desk interpreter=I2",
        "USER add role=coordinator label=desk agency=agii", "USER disable U1", "USER enable U1", "TOKEN issue user=U1 days=30",
        "TOKEN certificate user=U1 digest=\(String(repeating: "0a", count: 32)) scope=read", "TOKEN revoke K1",
        "PLAN now", "AUDIT", "DRAIN",
    ]
}
