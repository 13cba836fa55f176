import Foundation
import Synchronization

/// Clears a temporary cluster away, even when we are killed: a small process that waits for our end of a pipe to
/// close, which the kernel does for us however we end, then stops the server and removes the folder.
final class Keeper: Sendable {
    private static let script = """
        trap '' HUP INT TERM
        folder=$1; shift
        read -r ended
        "$@"
        rm -rf "$folder"
        """

    private let process: pid_t
    /// Our end of the pipe, nil once closed.
    private let pipe: Mutex<Int32?>

    /// - Parameter stop: the command that stops the server; it may fail, since the server may have been stopped before.
    init(of folder: String, stop: [String]) throws(ClusterError) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw .system("make", "a pipe")
        }
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer {
            close(ends[0])
            close(nowhere)
        }
        do {
            let command = ["sh", "-c", Self.script, "sh", folder] + stop
            process = try Subprocess.spawn(command, input: ends[0], output: nowhere, inOwnGroup: true)
        } catch {
            close(ends[1])
            throw error
        }
        pipe = Mutex(ends[1])
    }

    deinit {
        try? finish()
    }

    /// Returns when the server has ended and the folder is gone. May be called any number of times.
    func finish() throws(ClusterError) {
        let end = pipe.withLock { end in
            defer { end = nil }
            return end
        }
        guard let end else { return }
        close(end)
        _ = try Subprocess.wait(for: process)
    }
}
