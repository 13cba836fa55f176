import Dispatching
import Interpreting
import Wire

/// The answers of `HELP`, made from the command table and the catalogue of statuses.
enum HelpPage {
    static func about(_ topic: String?, for role: Role?, on day: ExampleDay) -> Answer {
        guard let topic else { return overview(for: role) }
        let word = topic.uppercased()
        if let command = CommandTable.command(word) { return page(command, for: role, on: day) }
        let plain = word.trimmingBrackets
        if let entry = Status.catalogue.first(where: { $0.status.code == word || $0.status.name == plain }) {
            return Answer(.ready, "\(entry.status): \(entry.meaning)")
        }
        let words = CommandTable.names + Status.catalogue.compactMap(\.status.name)
        let hint = didYouMean(word, among: words, otherwise: "HELP lists the commands")
        return Answer(.notFound, "\(topic) is no command and no status; \(hint)")
    }

    private static func overview(for role: Role?) -> Answer {
        let commands = CommandTable.all.filter { $0.access.allows(role) }
        let rows = commands.map { Row("COMMAND", $0.name, [Field("text", $0.help)]) }
        let next = role == nil ? "AUTH TOKEN tb_… shows what more you may do; " : ""
        return Answer(.ready, "\(rows.count.counted("command")); \(next)HELP SUBMIT tells more of one, HELP 5.4.9 of a status", rows: rows)
    }

    private static func page(_ command: CommandDefinition, for role: Role?, on day: ExampleDay) -> Answer {
        var rows: [Row] = []
        for form in command.forms {
            rows.append(Row("USAGE", "", [
                Field("line", form.usage(of: command.name)), Field("example", form.example(of: command.name, for: role, on: day)),
            ]))
        }
        var told: [String] = []
        for note in command.forms.flatMap(\.parameters) where !told.contains(note.name) {
            told.append(note.name)
            rows.append(Row("PARAMETER", note.name, [
                Field("required", note.isRequired), Field("expected", note.expectation), Field("text", note.meaning),
            ]))
        }
        return Answer(.ready, "\(command.name), for \(command.access.text): \(command.help)", rows: rows)
    }
}

extension String {
    /// `[IDLE]` without its brackets.
    fileprivate var trimmingBrackets: String { filter { $0 != "[" && $0 != "]" } }
}
