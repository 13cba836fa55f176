import Dispatching
import Interpreting
import NIOCore
import Wire

/// From octets to orders, no more of them at a time than may wait for their answers.
extension Session {
    /// Does what has become possible: writes answers and events, reads lines, and ends when there is nothing more to come.
    mutating func settle(at now: Timestamp) {
        guard stage != .closed, stage != .new else { return }
        let isExhausted = readLines(at: now)
        writeEvents()
        guard stage != .closed else { return }
        switch stage {
        case .ending(let status, let text):
            if isQuiet { leave(status, text) }
        case .open where isExhausted && isQuiet && isDraining:
            leave(.shuttingDown, Self.stoppingText)
        case .open where isExhausted && isQuiet && isInputClosed:
            close()
        default:
            break
        }
        steerReading()
    }

    /// Every command that was read has its answer, and that was given out.
    var isQuiet: Bool { pipeline.isEmpty && leaving == nil }

    /// Costly queries whose answers were not given out.
    private var costly: Int { pipeline.costly + (leaving == nil ? 0 : 1) }

    /// Octets may be written in this turn.
    private var hasRoom: Bool { isWritable && written + output.readableBytes < Self.burst }

    /// More commands may be worked on. Events that wait for costly answers come before further ones, or they would wait for ever.
    private var takesMore: Bool {
        stage == .open && barrier == nil && pipeline.count < limits.pipeline && isWritable && costly < Self.costlyWindow
            && (costly == 0 || stream?.isWritten ?? true)
    }

    private var mayReadLine: Bool { takesMore && hasRoom }

    /// Answers whether all lines that have arrived were read.
    private mutating func readLines(at now: Timestamp) -> Bool {
        writeAnswers()
        while mayReadLine {
            guard let frame = framer.next() else { return true }
            lastHeard = now
            if identity == nil { countStranger() }
            if stage == .open { read(frame) }
            writeAnswers()
        }
        return false
    }

    private mutating func read(_ frame: Frame) {
        switch frame {
        case .line(let octets):
            do {
                obey(try ClientLine.parse(octets, limits: readingLimits))
            } catch {
                refuse(error)
            }
        case .tooLong(let problem): refuse(problem)
        case .literalTooLong(let problem): stage = .ending(problem.status, problem.text)
        }
    }

    private mutating func refuse(_ problem: WireProblem) {
        // Whoever has not logged in may be a browser that a page makes send something: what follows is not looked at.
        guard identity != nil else { return stage = .ending(problem.status, problem.text) }
        _ = pipeline.enter(problem.tag ?? .unreadable, "?", answer: Answer(problem.status, problem.text))
    }

    /// Writes the answers whose turn it is, while the socket takes them: what waits is not written out before.
    private mutating func writeAnswers() {
        while stage != .closed, hasRoom {
            if leaving != nil {
                writePiece()
            } else if let (slot, content) = pipeline.takeAnswered() {
                switch content {
                case .written(let answer): leaving = (slot, answer)
                case .answer(let answer):
                    write(answer, to: slot)
                    if identity == nil, answer.status.class == .refused { countStrangerRefusal() }
                }
            } else {
                return
            }
        }
    }

    mutating func write(_ answer: Answer, to slot: Pipeline.Slot) {
        answer.encode(as: slot.tag, into: &output, limits: limits)
        finish(slot, answer.status)
    }

    mutating func writePiece() {
        if var piece = leaving?.answer.takePiece() { output.writeBuffer(&piece) }
        guard let (slot, answer) = leaving, answer.isEmpty else { return }
        leaving = nil
        finish(slot, answer.status)
    }

    private mutating func finish(_ slot: Pipeline.Slot, _ status: Status) {
        actions.append(.told(slot.command))
        actions.append(.finished(verb: slot.verb, status: status))
    }

    /// Tells the socket to stop or go on reading when that has changed.
    private mutating func steerReading() {
        guard stage != .closed else { return }
        if written + output.readableBytes >= Self.burst, !willBeCalledAgain {
            willBeCalledAgain = true
            actions.append(.callAgain)
        }
        let wantsMore = takesMore && !willBeCalledAgain && !isDraining && !isInputClosed
        guard wantsMore != isReading else { return }
        isReading = wantsMore
        actions.append(wantsMore ? .resumeReading : .stopReading)
    }
}
