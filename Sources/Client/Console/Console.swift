import Wire

/// Where a console draws.
public protocol Screen: Sendable {
    /// Columns, now.
    var width: Int { get }
    func write(_ text: String)
}

/// A conversation on a terminal: one row is the line being typed, and what arrives is shown above it.
public struct Console {
    /// What can happen, in the order in which it is shown.
    public enum Happening: Sendable {
        case typed([UInt8])
        case typingEnded
        case push(Push)
        case change(Client.Change)
        case answered(Answer)
        case failed(String)
        case identified(String?)
        /// Everything typed before the end has been carried out.
        case done
    }

    private let conversation: Conversation
    private let screen: any Screen
    private let transcript: Transcript
    private let happenings: AsyncStream<Happening>
    private let happen: AsyncStream<Happening>.Continuation

    private var reader = KeyReader()
    private var editor = LineEditor()
    private var identity: String?
    private var status = Script.Status.ok
    /// After `QUIT` or Ctrl-D, until what was typed before is answered.
    private var isLeaving = false

    /// - Parameters:
    ///   - happenings: keys, pushes and changes are put into its continuation, `happen`, by the caller.
    public init(
        _ conversation: Conversation, screen: any Screen, transcript: Transcript,
        happenings: (stream: AsyncStream<Happening>, continuation: AsyncStream<Happening>.Continuation)
    ) {
        self.conversation = conversation
        self.screen = screen
        self.transcript = transcript
        self.happenings = happenings.stream
        happen = happenings.continuation
    }

    /// Runs until `QUIT`, Ctrl-D or the end of the keys.
    /// - Returns: the status of the last reply.
    public mutating func run() async -> Script.Status {
        let (lines, submit) = AsyncStream.makeStream(of: (String, [Parameter]).self)
        let working = Task { [conversation, happen] in
            await Console.identify(conversation, happen)
            for await (command, params) in lines { await Console.carryOut(command, params, conversation, happen) }
            happen.yield(.done)
        }
        defer { working.cancel() }
        draw()
        for await happening in happenings {
            switch happening {
            case .typed(let octets):
                for key in reader.read(octets) {
                    guard await press(key, submit) == .goOn else { return leave() }
                }
            case .typingEnded, .done: return leave()
            case .push(let push): transcript.text(of: push).map(show)
            case .change(.offersWait(let answer)): show(transcript.text(of: answer))
            case .change(let change): show(transcript.text(ofNotice: "\(change)"))
            case .answered(let answer):
                status = Script.Status(answer.outcome)
                show(transcript.text(of: answer))
            case .failed(let text):
                status = .trouble
                show(transcript.text(ofNotice: text))
            case .identified(let identity):
                self.identity = identity
                draw()
            }
        }
        return leave()
    }

    // MARK: Keys

    private enum Next { case goOn, leave }

    private mutating func press(_ key: Key, _ submit: AsyncStream<(String, [Parameter])>.Continuation) async -> Next {
        // Who cannot wait for the answers presses again.
        guard !isLeaving else { return key == .cancel || key == .endOfInput ? .leave : .goOn }
        var effect = editor.handle(key)
        if effect == .complete {
            let completion = try? await conversation.completion(of: editor.textBeforeCursor)
            effect = completion.map { editor.complete(with: $0) } ?? .bell
        }
        switch effect {
        case .nothing, .complete: break
        case .redraw: draw()
        case .bell: screen.write("\u{07}")
        case .list(let words): show(Console.columns(words, width: screen.width))
        case .cancelled:
            screen.write("^C\n")
            draw()
        case .clearScreen:
            screen.write("\u{1B}[H\u{1B}[2J")
            draw()
        case .endOfInput: finish(submit)
        case .submit(let line): take(line, submit)
        }
        return .goOn
    }

    /// Leaves the line as it was typed above and begins another.
    private mutating func take(_ line: String, _ submit: AsyncStream<(String, [Parameter])>.Continuation) {
        screen.write(LineEditor.eraseRow + prompt + Console.withoutToken(line) + "\n")
        switch TypedLine(line) {
        case .nothing: draw()
        case .mistake(let problem, let text):
            status = .bad
            show(transcript.text(ofMistake: problem, text))
        case .command("QUIT", let params) where params.isEmpty: finish(submit)
        case .command(let command, let params):
            submit.yield((command, params))
            draw()
        }
    }

    private mutating func finish(_ submit: AsyncStream<(String, [Parameter])>.Continuation) {
        isLeaving = true
        submit.finish()
    }

    private func leave() -> Script.Status {
        screen.write(LineEditor.eraseRow)
        return status
    }

    // MARK: Drawing

    private var prompt: String { "\(identity ?? "tolkbrug")> " }

    private func draw() {
        guard !isLeaving else { return }
        let style = transcript.isColoured ? (before: "\u{1B}[1m", after: "\u{1B}[0m") : (before: "", after: "")
        screen.write(editor.rendering(prompt: prompt, width: screen.width, style: style))
    }

    /// Whole lines, above the line being typed.
    private func show(_ lines: String) {
        screen.write(LineEditor.eraseRow + lines)
        draw()
    }

    /// A token does not stay on the screen.
    private static func withoutToken(_ line: String) -> String {
        let mark = "tb_"
        guard let begin = line.firstRange(of: mark) else { return line }
        return line[..<begin.upperBound] + "…"
    }

    private static func columns(_ words: [String], width: Int) -> String {
        let column = (words.map(\.count).max() ?? 0) + 2
        let perRow = max(width / column, 1)
        var text = ""
        for (place, word) in words.enumerated() {
            let isLast = (place + 1) % perRow == 0 || place == words.count - 1
            text += isLast ? word + "\n" : word + String(repeating: " ", count: column - word.count)
        }
        return text
    }

    // MARK: Work

    private static func carryOut(
        _ command: String, _ params: [Parameter], _ conversation: Conversation, _ happen: AsyncStream<Happening>.Continuation
    ) async {
        do {
            let answer = try await conversation.perform(command, params)
            happen.yield(.answered(answer))
            if command == "AUTH", answer.isDone { await identify(conversation, happen) }
        } catch {
            happen.yield(.failed("\(command): \(error)"))
        }
    }

    private static func identify(_ conversation: Conversation, _ happen: AsyncStream<Happening>.Continuation) async {
        if let identity = try? await conversation.identity() { happen.yield(.identified(identity)) }
    }
}
