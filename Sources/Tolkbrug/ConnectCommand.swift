import ArgumentParser
import Client
import Foundation
import Glibc
import Wire

/// `tolkbrug connect`: a conversation with a server, typed or from a script.
struct ConnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect", abstract: "Talks to a server: by hand, or from a script.",
        discussion: """
            Type HELP to see what you may do, Tab to complete, Ctrl-D to leave; tags are added by themselves, and idempotency keys \
            to whatever changes something, so that a broken connection loses and doubles nothing. Commands are taken from --exec, \
            or else one a line from standard input, where blank lines and lines that begin with # are passed over.

            Exit status, by the last reply: 0 OK, 1 NO, 2 BAD, 3 no connection; 64 for a mistake in the command line.
            """)

    /// Where `tolkbrug serve` leaves its authority and first token when it runs in the same folder.
    private static let developmentAuthority = "var/certificates/ca.crt"
    private static let firstToken = "var/admin.token"

    @Option(help: "The server's name or address; 127.0.0.1 when left out.")
    var host: String?

    @Option(help: "The server's port; \(ProtocolVersion.defaultPort) when left out.")
    var port: Int?

    @Option(
        name: .customLong("server"),
        help: "HOST:PORT[,HOST:PORT…]: the servers of one deployment, instead of --host and --port; may be repeated.")
    var servers: [String] = []

    @Option(help: "A token to say who you are. Others can see it in the list of processes: --token-file is better.")
    var token: String?

    @Option(help: "A file that holds the token; otherwise ./\(ConnectCommand.firstToken) when it exists and no certificate is given.")
    var tokenFile: String?

    @Option(
        help: "The authorities to trust, in PEM; otherwise ./\(ConnectCommand.developmentAuthority) when it exists, or the system's.")
    var ca: String?

    @Option(help: "A client certificate in PEM to say who you are; its key is --key.")
    var certificate: String?

    @Option(help: "The key of --certificate, in PEM.")
    var key: String?

    @Option(name: .customLong("exec"), help: "A command to carry out instead of asking for some; may be repeated.")
    var commands: [String] = []

    @Option(help: "Seconds that a server may take for an answer before the next is asked; AUDIT may take 15 minutes.")
    var answerWithin = 30

    @Flag(help: "Subscribes to all events and shows them as they come.")
    var follow = false

    func validate() throws {
        if (certificate == nil) != (key == nil) { throw ValidationError("--certificate and --key belong together; give both") }
        if token != nil, tokenFile != nil { throw ValidationError("--token and --token-file say the same; give one") }
        guard Self.argumentsAreUTF8 else {
            throw ValidationError("the command line is not valid UTF-8; nothing was sent, write it in UTF-8, the only encoding here")
        }
        if !servers.isEmpty, host != nil || port != nil {
            throw ValidationError("--server names host and port; leave --host and --port out")
        }
        guard (1...3_600).contains(answerWithin) else { throw ValidationError("--answer-within \(answerWithin): give 1 to 3600 seconds") }
        if let port { try PortOption.checkFixed(port, named: "--port") }
        if let host, Endpoint().at(host)?.host != host {
            throw ValidationError(
                "--host \(host): give a name or an address alone, the port with --port, or both with --server HOST:PORT"
                    + Self.suggestion(host))
        }
        _ = try endpoints()
    }

    func run() async throws {
        // A reader that has gone away is noticed by a failing write.
        signal(SIGPIPE, SIG_IGN)
        let isInteractive = commands.isEmpty && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        let token: ConnectToken?
        do { token = try findToken() } catch let problem as ConnectToken.Problem { throw ValidationError(problem.description) }
        let session = try ConnectSession(
            endpoints: endpoints(), token: token, follow: follow, isInteractive: isInteractive, answerWithin: Double(answerWithin))
        let status = isInteractive ? await session.converse() : try await session.runScript(commands)
        if status != .ok { throw ExitCode(status.rawValue) }
    }

    /// The arguments as they were given: in `CommandLine.arguments` what is not UTF-8 has been replaced.
    private static var argumentsAreUTF8: Bool {
        UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)).allSatisfy { argument in
            argument.map { String(validatingCString: $0) != nil } ?? true
        }
    }

    /// In the order in which they are asked.
    func endpoints() throws -> [Endpoint] {
        let authority = ca ?? (FileManager.default.fileExists(atPath: Self.developmentAuthority) ? Self.developmentAuthority : nil)
        var endpoint = Endpoint(host: host ?? "127.0.0.1", port: port ?? ProtocolVersion.defaultPort, authority: authority)
        if let certificate, let key { endpoint.certificate = (certificate, key) }
        guard !servers.isEmpty else { return [endpoint] }
        return try servers.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { place in
            guard let named = endpoint.at(String(place)) else {
                throw ValidationError(
                    "--server \(place): give HOST:PORT, HOST, or [ADDRESS]:PORT, with a port from 1 to 65535"
                        + Self.suggestion(String(place)))
            }
            return named
        }
    }

    /// What may be meant by a place with a scheme, a path or spaces around it.
    private static func suggestion(_ text: String) -> String {
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        let place = rest.prefix { $0 != "/" }.trimmingCharacters(in: .whitespaces)
        return Endpoint().at(place).map { "; did you mean --server \($0.place)?" } ?? ""
    }

    /// The token of the command line, of its file, or the first administrator's.
    private func findToken() throws -> ConnectToken? {
        if let token { return try ConnectToken(typed: token) }
        if let tokenFile { return try ConnectToken(file: tokenFile) }
        let isThere = certificate == nil && FileManager.default.isReadableFile(atPath: Self.firstToken)
        return isThere ? try ConnectToken(file: Self.firstToken) : nil
    }
}
