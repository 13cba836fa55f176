import Foundation
import Interpreting

/// One line that follows the day: rewritten in place on a terminal, every few seconds a new one elsewhere.
struct DemoProgress: Sendable {
    let record: DayRecord
    let time: DemoTime
    let date: CivilDate
    let total: Int

    /// Follows until the task is cancelled.
    func follow() async {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        while !Task.isCancelled {
            let tally = record.tally
            let line = "\(time.show(time.now, today: date))  asked \(tally.asked)/\(total)  filled \(tally.filled)"
                + "  unfilled \(tally.unfilled)  cancelled \(tally.cancelled)  searching \(tally.waiting)"
            if isTerminal {
                write("\r\u{1B}[K\(bar(tally.asked)) \(line)")
            } else {
                write(line + "\n")
            }
            try? await Task.sleep(for: isTerminal ? .milliseconds(250) : .seconds(5))
        }
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func bar(_ asked: Int) -> String {
        let full = total > 0 ? min(20, asked * 20 / total) : 0
        return String(repeating: "█", count: full) + String(repeating: "░", count: 20 - full)
    }

    private func write(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) }
}

/// Prints a line at once, also into a pipe.
func say(_ line: String) { try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8)) }
