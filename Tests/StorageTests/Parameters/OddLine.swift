import Dispatching
import Interpreting
import Wire

@testable import Sessions

/// A line with one odd value in it.
struct OddLine: Sendable, CustomStringConvertible {
    let role: Role
    let command: CommandDefinition
    let line: ClientLine
    /// The parameter, and the first of its value.
    let what: String

    var description: String { "\(command.name) \(what)" }

    /// What comes of it before anything is stored.
    enum Fate {
        /// Not understood, or refused by the engine, with that status.
        case refused(Status)
        /// Nothing is to be stored: a question, or something for the session or the service.
        case answered
        case decided(Outcome)
    }

    /// Every odd value in every parameter of every form, in each of the lines that the form has.
    static func all() throws -> [OddLine] {
        let bases = try BaseLines.all()
        return CommandTable.all.flatMap { command in
            command.forms.flatMap { form in
                bases.filter { BaseLines.isWritten($0.line, in: form, of: command) }.enumerated().flatMap { place, base in
                    form.parameters.flatMap { note in
                        values(for: note, inFirstLine: place == 0).compactMap { value in
                            base.line.with(note, value, in: form).map {
                                OddLine(role: base.role, command: command, line: $0, what: "\(note.name)=\(value.beginning)")
                            }
                        }
                    }
                }
            }
        }
    }

    /// Keys are the same in every line: texts of every kind in the first line of each form are enough.
    private static func values(for note: ParameterNote, inFirstLine isFirst: Bool) -> [Value] {
        guard note.name == "key" else { return OddValues.all }
        return isFirst ? OddValues.texts.map { Value($0) } + OddValues.lists + OddValues.literals : []
    }

    /// Has it bound as a session does, and decided by `engine`.
    ///
    /// - Parameter key: of the command, when the line gives none.
    func decide(by engine: inout Engine, as caller: Caller, at now: Timestamp, key: String) -> Fate {
        let bound: (order: Order, key: String?)
        let day = ExampleDay(now: now, zone: engine.rules.calendar.zone)
        do { bound = try command.bind(line, on: day) } catch { return .refused(error.status) }
        let key = IdempotencyKey(bound.key ?? key, fingerprint: "f")
        let input: Input
        switch bound.order {
        case .command(let command): input = .command(command, from: caller, key: key)
        case .query(let query): input = .query(query, from: caller)
        case .issueToken(let user, let scope, let days):
            let digest = String((String(repeating: "0", count: 64) + key.text.utf8.map { String($0, radix: 16) }.joined()).suffix(64))
            input = .command(.addCredential(user, kind: .token, digest: digest, scope: scope, days: days), from: caller, key: key)
        case .service, .session: return .answered
        }
        let outcome = engine.handle(input, at: now)
        if case .refused(let refusal)? = outcome.reply?.result, outcome.ledger == nil || refusal.reason.isPassing {
            return .refused(refusal.reason.status)
        }
        return outcome.events.isEmpty && outcome.ledger == nil ? .answered : .decided(outcome)
    }
}

extension ClientLine {
    /// The line with `value` for that parameter of `form`; nil when values that stand before it are missing.
    fileprivate func with(_ note: ParameterNote, _ value: Value, in form: Form) -> ClientLine? {
        guard note.isPositional else {
            let others = params.filter { $0.key != note.name }
            return ClientLine(tag: tag, command: command, params: others + [Wire.Parameter(note.name, value)])
        }
        guard let place = form.places.firstIndex(of: note.name) else { return nil }
        var values = positional
        let index = place + (form.keyword == nil ? 0 : 1)
        guard index <= values.count else { return nil }
        if index < values.count { values[index] = value } else { values.append(value) }
        let named = params.filter { $0.key != nil }
        return ClientLine(tag: tag, command: command, params: values.map { Wire.Parameter(value: $0) } + named)
    }
}

extension Value {
    /// For messages: the first of it and how much there is.
    fileprivate var beginning: String {
        switch self {
        case .atom(let text), .quoted(let text): "\(text.unicodeScalars.prefix(24).map(\.description).joined()) (\(text.utf8.count) octets)"
        case .literal(let octets): "{\(octets.count)}"
        case .list(let items): "(\(items.prefix(3).map(\.beginning).joined(separator: " ")) …\(items.count))"
        }
    }
}
