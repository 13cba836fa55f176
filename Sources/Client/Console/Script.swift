import Wire

/// Runs lines one after the other and prints what comes of them.
public struct Script: Sendable {
    /// How it went, as the exit status of a process.
    public enum Status: Int32, Sendable {
        case ok = 0
        case no = 1
        /// Not understood; also a mistake that was noticed before it was sent.
        case bad = 2
        /// No answer was to be had.
        case trouble = 3

        public init(_ outcome: ServerLine.Outcome) {
            switch outcome {
            case .ok: self = .ok
            case .no: self = .no
            case .bad: self = .bad
            }
        }
    }

    private let conversation: Conversation
    private let transcript: Transcript
    private let output: @Sendable (String) -> Void
    private let complain: @Sendable (String) -> Void

    /// - Parameters:
    ///   - output: takes whole lines.
    ///   - complain: takes what goes to standard error.
    public init(
        _ conversation: Conversation, transcript: Transcript, output: @escaping @Sendable (String) -> Void,
        complain: @escaping @Sendable (String) -> Void
    ) {
        self.conversation = conversation
        self.transcript = transcript
        self.output = output
        self.complain = complain
    }

    /// Goes on after `NO` and `BAD`; stops at `QUIT` and when the connection cannot be had again.
    /// - Returns: the status of the last reply; `ok` when there was nothing to do.
    public func run<Lines: AsyncSequence>(_ lines: Lines) async throws -> Status where Lines.Element == String {
        try await run(lines.map { Array($0.utf8) })
    }

    /// The same for lines as they were read, whether they are UTF-8 or not.
    public func run<Lines: AsyncSequence>(_ lines: Lines) async throws -> Status where Lines.Element == [UInt8] {
        var status = Status.ok
        var number = 0
        for try await line in lines {
            number += 1
            switch TypedLine(octets: line) {
            case .nothing:
                continue
            case .mistake(let problem, let text):
                output(transcript.text(ofMistake: problem, "line \(number), \(text)"))
                status = .bad
            case .command("QUIT", let params) where params.isEmpty:
                return status
            case .command(let command, let params):
                do {
                    let answer = try await conversation.perform(command, params)
                    output(transcript.text(of: answer))
                    status = Status(answer.outcome)
                } catch let error as ClientError {
                    complain(transcript.text(ofNotice: "line \(number), \(command): \(error)"))
                    return .trouble
                }
            }
        }
        return status
    }
}
