import Interpreting
import NIOCore

/// Lets one page of past events be read at a time. Users take turns: whoever has many connections waits for the others after each page.
actor ReplayTurns {
    private typealias Waiting = CheckedContinuation<Void, Never>

    private var isTaken = false
    /// Users whose pages wait, the next one first, each with its own in the order of their coming.
    private var lines: [(user: PrincipalID, pages: CircularBuffer<Waiting>)] = []

    /// How many pages wait.
    var count: Int { lines.reduce(0) { $0 + $1.pages.count } }

    /// Waits for the user's turn; to be given back.
    func take(_ user: PrincipalID) async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { page in
            if let line = lines.firstIndex(where: { $0.user == user }) {
                lines[line].pages.append(page)
            } else {
                lines.append((user, [page]))
            }
        }
    }

    func giveBack() {
        guard !lines.isEmpty else {
            isTaken = false
            return
        }
        var line = lines.removeFirst()
        let next = line.pages.removeFirst()
        if !line.pages.isEmpty { lines.append(line) }
        next.resume()
    }
}
