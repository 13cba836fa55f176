import Interpreting

/// Every command, in the order in which HELP lists them. Each is in a file of its own.
enum CommandTable {
    static let all: [CommandDefinition] = [
        hello, auth, whoAmI, ping, help, quit, list, show, subscribe, unsubscribe, acknowledge, snapshot, outcome,
        advise, quote, submit, amend, cancel,
        available, unavailable, onDuty, offDuty, accept, decline, release, start, finish,
        board, candidates, explain, assign, unassign, hold, plan,
        organisation, agreement, interpreter, user, token, rules, stats, audit, drain,
    ]

    static let names = all.map(\.name)

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// - Parameter name: in upper case.
    static func command(_ name: String) -> CommandDefinition? { byName[name] }

    /// The names of the commands that `role` may give; nil is who has not said who it is.
    static func names(for role: Role?) -> [String] { all.filter { $0.access.allows(role) }.map(\.name) }
}
