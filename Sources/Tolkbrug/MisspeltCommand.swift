import ArgumentParser
import Interpreting

/// The name of a command that there is not. The parser would blame it as an argument, or the options behind it.
struct MisspeltCommand {
    /// Whose subcommand it should be, as it is typed.
    let parent: String
    let text: String

    /// nil when every name is known, down to the first option.
    init?(in arguments: [String], of root: any ParsableCommand.Type) {
        var path = [root]
        // What follows `help` are names too.
        for argument in arguments where argument != "help" {
            guard let parent = path.last?.configuration, !argument.hasPrefix("-"), !parent.subcommands.isEmpty,
                // With a usual subcommand its name may be left out, and this be an argument of it.
                parent.defaultSubcommand == nil
            else { return nil }
            if let next = parent.subcommands.first(where: { $0._commandName == argument }) {
                path.append(next)
                continue
            }
            let names = parent.subcommands.map { $0._commandName }
            let advice = Suggestion.nearest(to: argument, among: names).map { "did you mean \($0)?" }
            self.parent = path.map { $0._commandName }.joined(separator: " ")
            text = "there is no command \(argument); \(advice ?? "there are \(names.joined(separator: ", "))")"
            return
        }
        return nil
    }
}
