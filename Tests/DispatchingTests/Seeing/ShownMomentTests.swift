import Interpreting
import Testing

@testable import Dispatching

/// Whatever anybody asks, every moment in a row, an event or a sentence goes by the clock of Brussels, with its offset, in whole seconds.
@Suite struct ShownMomentTests {
    /// What is wrong with the moments in a text. Forms that a person may type, without seconds or offset, are let pass in sentences.
    private static func findings(in text: String) -> [String] {
        let wrong = [
            text.matches(of: /T\d\d:\d\d(:\d\d)?(\.\d+)?[Zz]/).map { "UTC \($0.0)" },
            text.matches(of: /T\d\d:\d\d:\d\d\.\d+/).map { "a fraction \($0.0)" },
            text.matches(of: /\d{4}-\d\d-\d\d \d\d:\d\d/).map { "no offset \($0.0)" },
        ]
        return wrong.flatMap(\.self)
    }

    private static func findings(in row: Row) -> [String] {
        row.fields.flatMap { field -> [String] in
            guard case .text(let text) = field.value else { return [] }
            let isMoment = text.contains(/^\d{4}-\d\d-\d\dT/)
            let isShown = text.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/)
            return (isMoment && !isShown ? ["\(field.name)=\(text)"] : []) + findings(in: text)
        }
    }

    private static func rows(of outcome: Outcome) -> [Row] {
        let told = outcome.events.map { Row($0.kind.rawValue, $0.subject, $0.fields) }
        return told + (outcome.reply.map { $0.rows + [Row("TEXT", "", [Field("text", $0.text)])] } ?? [])
    }

    @Test func `every answer and every event shows one clock`() throws {
        let world = try MarkedWorld()
        // No moment is a whole second by itself.
        let now = world.desk.now + Span(milliseconds: 123)
        var shown: Set<Row> = []
        for viewer in world.viewers {
            let viewer = try #require(world.desk.engine.state.principals[viewer])
            let eyes = Eyes(state: world.desk.engine.state, viewer: viewer)
            let caller = world.desk.caller(viewer.id)
            for trial in Trial.all {
                for number in trial.letter == " " ? [0] : eyes.numbers(trial.letter) {
                    var engine = world.desk.engine
                    switch trial.ask(number) {
                    case .command(let command):
                        let key = IdempotencyKey("k", fingerprint: "f")
                        shown.formUnion(Self.rows(of: engine.handle(.command(command, from: caller, key: key), at: now)))
                        shown.formUnion(Self.rows(of: engine.handle(.query(.outcome(key: "k"), from: caller), at: now)))
                    case .query(let query): shown.formUnion(Self.rows(of: engine.handle(.query(query, from: caller), at: now)))
                    }
                }
            }
        }
        let found = Set(shown.flatMap { row in Self.findings(in: row).map { "\(row.kind): \($0)" } })
        #expect(found.isEmpty, "\(found.count)\n\(found.sorted().prefix(30).joined(separator: "\n"))")
        let moments = shown.flatMap(\.fields).count { field in
            if case .text(let text) = field.value { text.contains("+01:00") } else { false }
        }
        #expect(moments > 200)
    }

    @Test(arguments: [
        "2026-11-23T12:00:00Z", "answered at 2026-11-23T12:00:00.123+01:00", "absent from 2026-12-01 08:00", "2026-11-23T12:00Z is over",
    ]) func `another clock is found in a text`(_ text: String) {
        #expect(!Self.findings(in: text).isEmpty)
    }
}
