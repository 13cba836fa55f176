import ArgumentParser

/// The one executable.
@main
struct Tolkbrug: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tolkbrug",
        abstract: "Dispatches social interpreters: asks, matches, confirms, explains.",
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, ConnectCommand.self, DemoCommand.self, RulesCommand.self, PlanCommand.self, SimulateCommand.self,
            AdminCommand.self, BenchCommand.self,
        ])

    static func main() async {
        if let slip = MisspeltCommand(in: Array(CommandLine.arguments.dropFirst()), of: Tolkbrug.self) {
            StandardStreams.complain("Error: \(slip.text)\n  See '\(slip.parent) --help' for more information.\n")
            exit(withError: ExitCode.validationFailure)
        }
        await main(nil)
    }
}
