import ArgumentParser
import Foundation
import Interpreting
import RuleFiles
import Rules

/// `tolkbrug rules`: checks the rule files, and explains what they decide.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Checks the rule files, or explains what they decide.", subcommands: [Check.self, Explain.self])

    /// Exit status when the rules have problems, or the question cannot be answered.
    static let problemStatus = ExitCode(2)

    private static func printError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Where the rule files are.
    struct Directory: ParsableArguments {
        @Option(
            name: .long, help: "The directory of the rule files; otherwise $TOLKBRUG_RULES, ./rules, or that of the installation.")
        var rules: String?

        /// The rule book; prints all problems and exits when it has any.
        func load() throws -> RuleBook {
            do throws(RuleFileProblems) {
                return try RuleLoader(directory: RuleDirectory.find(requested: rules)).load()
            } catch {
                RulesCommand.printError(error.description)
                throw RulesCommand.problemStatus
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Reads all rule files and prints everything that is wrong with them.")
        @OptionGroup var directory: Directory

        func run() throws {
            print(RuleSummary(try directory.load()).text)
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints what the rules decide about a conversation, row by row.")
        @OptionGroup var directory: Directory
        @Option(name: .long, help: "The language: a tag such as ti or fa-AF, a code of ISO 639, or a name such as Tigrinya or Turks.")
        var language: String
        @Option(name: .long, help: "How long the conversation is booked for.")
        var minutes: Int
        @Option(name: .long, help: "One of practical, informative, complex.")
        var complexity: Complexity
        @Flag(name: .long, help: "Papers lie on the table.")
        var documents = false
        @Option(name: .long, help: "Clients taking part, besides the professional and the interpreter.")
        var participants = 1
        @Flag(name: .long, help: "The conversation is emotional.")
        var emotional = false
        @Option(name: .long, help: "Where the establishment is: a NIS code, a postal code or a name.")
        var place: String?
        @Option(name: .long, help: "Where the interpreter would come from; explains the journey to the place at the start.")
        var from: String?
        @Option(name: .long, help: "When it starts, such as 2026-12-01T10:00 (wall clock) or 2026-12-01T10:00+01:00.")
        var start: String?

        func run() throws {
            let book = try directory.load()
            let question = RuleQuestion(
                language: language, minutes: minutes, complexity: complexity,
                circumstances: Circumstances(documents: documents, participants: participants, emotional: emotional), place: place,
                from: from, start: start)
            do throws(RuleQuestionProblem) {
                print(try RuleExplanation(question, book: book).text)
            } catch {
                RulesCommand.printError(error.description)
                throw RulesCommand.problemStatus
            }
        }
    }
}

extension Complexity: ExpressibleByArgument {}
