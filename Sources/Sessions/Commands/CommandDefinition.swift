import Interpreting
import Wire

/// Who may give a command.
enum Access: Hashable, Sendable {
    /// Also before `AUTH`.
    case anybody
    /// Every role.
    case everyRole
    case roles([Role])

    func allows(_ role: Role?) -> Bool {
        switch (self, role) {
        case (.anybody, _): true
        case (_, nil): false
        case (.everyRole, _): true
        case (.roles(let roles), let role?): roles.contains(role)
        }
    }

    /// `requester, coordinator or admin`.
    var text: String {
        switch self {
        case .anybody: "anybody"
        case .everyRole: "every role"
        case .roles(let roles): alternatives(roles.map(\.rawValue))
        }
    }
}

/// A command: its name, who may give it, the ways to write it and what each asks for.
struct CommandDefinition: Sendable {
    let name: String
    let access: Access
    /// One line for people.
    let help: String
    /// What was typed is not repeated when it is wrong: it may be a secret with a slip in it.
    var isConfidential = false
    let forms: [Form]

    /// A command that changes something: each form takes `key=`.
    static func change(_ name: String, _ access: Access, _ help: String, _ forms: [Form]) -> CommandDefinition {
        CommandDefinition(name: name, access: access, help: help, forms: forms.map { $0.takingKey() })
    }

    /// A command that changes nothing, or nothing that a repetition would change again.
    static func question(_ name: String, _ access: Access, _ help: String, _ forms: [Form]) -> CommandDefinition {
        CommandDefinition(name: name, access: access, help: help, forms: forms)
    }

    var usages: [String] { forms.map { $0.usage(of: name) } }

    /// Reads a line of this command: what it asks for, and the idempotency key if there is one.
    ///
    /// - Parameter day: what examples are told for.
    func bind(_ line: ClientLine, on day: ExampleDay) throws(Complaint) -> (order: Order, key: String?) {
        do {
            let form = try form(for: line.positional.first)
            let meant = form.keyword == nil ? usages.joined(separator: ", or ") : form.usage(of: name)
            let arguments = try Arguments(line, form: form, usage: meant, on: day)
            return (try form.bind(arguments), try arguments.optional(Known.key))
        } catch {
            throw isConfidential ? Complaint(error.status, "write \(usages.joined(separator: ", or "))") : error
        }
    }

    private func form(for first: Value?) throws(Complaint) -> Form {
        let keywords = forms.compactMap(\.keyword)
        if let word = first?.text?.lowercased(), let form = forms.first(where: { $0.keyword?.lowercased() == word }) { return form }
        if let form = forms.first(where: { $0.keyword == nil && $0.needsValue == (first != nil) }) { return form }
        if let form = forms.first(where: { $0.keyword == nil }) { return form }
        guard let first else {
            let text = "\(name) is followed by \(alternatives(keywords)); write \(usages.joined(separator: ", or "))"
            throw Complaint(.missingParameter, text)
        }
        let hint = didYouMean(first.text ?? "", among: keywords, otherwise: "write \(usages.joined(separator: ", or "))")
        throw Complaint(.badValue, "\(first.excerpt); \(name) is followed by \(alternatives(keywords)); \(hint)")
    }
}
