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
        do {
            var command = try parseAsRoot()
            do {
                if var runner = command as? any AsyncParsableCommand { try await runner.run() } else { try command.run() }
            } catch let error as ValidationError {
                // The parser knows no longer whose options these were, and would add a usage line of another command.
                StandardStreams.complain("Error: \(error.message)\n")
                exit(withError: ExitCode.validationFailure)
            }
        } catch {
            exit(withError: error)
        }
    }
}
