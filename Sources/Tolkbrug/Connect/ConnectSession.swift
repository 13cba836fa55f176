import Client
import Foundation
import Glibc
import Wire

/// One run of `tolkbrug connect`.
struct ConnectSession {
    private let client: Client
    private let conversation: Conversation
    private let transcript: Transcript
    private let follow: Bool
    /// Where what it says who is there by comes from: a file or an option.
    private let credential: String?
    private let happenings = AsyncStream.makeStream(of: Console.Happening.self)

    init(endpoints: [Endpoint], token: ConnectToken?, follow: Bool, isInteractive: Bool, answerWithin: Double) {
        var patience = Client.Patience()
        patience.answerWithin = answerWithin
        // A person would rather be told than wait.
        if isInteractive { patience.giveUpAfter = 30 }
        let happen = happenings.continuation
        client = Client(
            endpoints: endpoints, token: token?.text, keyPrefix: "connect", patience: patience,
            onChange: { change in
                // Before there is a conversation that could show it.
                if case .waiting = change { return StandardStreams.complain("tolkbrug: \(change)\n") }
                happen.yield(.change(change))
            })
        conversation = Conversation(client)
        transcript = Transcript(isColoured: isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"]?.isEmpty ?? true)
        self.follow = follow
        credential = token?.origin ?? endpoints.first?.certificate?.chain
    }

    /// By hand.
    func converse() async -> Script.Status {
        let beginning = await begin()
        guard beginning == .ok else { return beginning }
        guard let terminal = Terminal() else {
            StandardStreams.complain("the terminal cannot be put into raw mode; pipe commands into standard input instead\n")
            return .trouble
        }
        defer { terminal.restore() }
        let happen = happenings.continuation
        InputThread.start { octets in happen.yield(octets.isEmpty ? .typingEnded : .typed(octets)) }
        let stopping = terminal.onTermination { happen.yield(.typingEnded) }
        defer { withExtendedLifetime(stopping) {} }
        Task { for await push in client.pushes { happen.yield(.push(push)) } }
        var console = Console(conversation, screen: terminal, transcript: transcript, happenings: happenings)
        let status = await console.run()
        await client.close()
        return status
    }

    /// The commands, or the lines of standard input when there are none.
    func runScript(_ commands: [String]) async throws -> Script.Status {
        let beginning = await begin()
        guard beginning == .ok else { return beginning }
        let transcript = transcript
        let showing = Task {
            for await push in client.pushes { transcript.text(of: push).map(StandardStreams.print) }
        }
        let complaining = Task {
            for await case .change(let change) in happenings.stream {
                switch change {
                // Asked for by QUIT.
                case .lost(.bye(let status, _)) where status.class == .done: break
                case .lost, .ended, .distrusted, .startedAnew: StandardStreams.complain("tolkbrug: \(change)\n")
                // A script that wants them asks for them.
                case .connected, .offersWait, .waiting: break
                }
            }
        }
        let script = Script(conversation, transcript: transcript, output: StandardStreams.print, complain: StandardStreams.complain)
        let status: Script.Status
        if commands.isEmpty {
            let (lines, more) = AsyncStream.makeStream(of: [UInt8].self)
            InputThread.startLines { line in if let line { more.yield(line) } else { more.finish() } }
            status = try await script.run(lines)
        } else {
            status = try await script.run(AsyncStream { more in
                for command in commands { more.yield(command) }
                more.finish()
            })
        }
        await client.close()
        happenings.continuation.finish()
        await showing.value
        await complaining.value
        return status
    }

    /// Connects, says who is there and subscribes. What goes wrong is told.
    private func begin() async -> Script.Status {
        do {
            try await client.connect()
            if follow { try await client.subscribe(Client.Subscription(name: "connect")) }
            return .ok
        } catch {
            await client.close()
            guard case ClientError.refused(let status, _) = error else {
                StandardStreams.complain("tolkbrug: \(error); nothing was sent\n")
                return .trouble
            }
            let isAboutCredential = status.code == Status.authFailed.code || status.code == Status.expired.code
            let origin = isAboutCredential ? credential.map { " (said of \($0))" } ?? "" : ""
            StandardStreams.complain("tolkbrug: \(error)\(origin)\n")
            return Script.Status(status.outcome)
        }
    }
}
