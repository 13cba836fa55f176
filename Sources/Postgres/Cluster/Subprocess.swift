import CLibPQ
import Foundation

/// Runs a program and waits for it.
///
/// Foundation's `Process` needs a run loop and hands down blocked signals; this works from any thread, also while the
/// process exits, and the child (which may stay, as a server) inherits no file, no signal mask and no `PG…` variable.
public struct Subprocess: Sendable {
    /// Of its exit, or the negative number of the signal that ended it.
    public let status: Int32
    /// Standard output and error together, at most the last 64 KiB.
    public let output: String

    public var succeeded: Bool { status == 0 }
    /// Why it failed, on one line.
    public var reason: String { ProgramOutput(output).reason(user: geteuid()) }

    /// - Parameter command: the program, as a path or a name in PATH, and its arguments. It runs in the root folder.
    /// - Throws: when the program cannot be started. A program that fails is no error here, see ``status``.
    public static func run(_ command: [String]) throws(ClusterError) -> Subprocess {
        // A file and not a pipe: a daemon that keeps a pipe open would keep us waiting.
        guard let file = tmpfile() else { throw .system("make", "a temporary file") }
        defer { fclose(file) }
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0 else { throw .system("open", "/dev/null") }
        defer { close(nothing) }
        let status = try wait(for: spawn(command, input: nothing, output: fileno(file)))
        return Subprocess(status: status, output: lastPart(of: file))
    }

    /// - Returns: the exit status, or the negative number of the signal that ended the program.
    static func wait(for child: pid_t) throws(ClusterError) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw .system("wait for process", String(child)) }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : -signal
    }

    /// Starts a program that reads `input` and writes to `output`; to be followed by ``wait(for:)``.
    /// - Parameter inOwnGroup: whether it is spared the signals that a terminal or a supervisor sends to all of our group.
    static func spawn(_ command: [String], input: Int32, output: Int32, inOwnGroup: Bool = false) throws(ClusterError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        // Our own folder may be closed to the account that the program runs as.
        posix_spawn_file_actions_addchdir_np(&actions, "/")

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let group = inOwnGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))

        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") && $0.key != "LC_ALL" }
        // English messages, because we show them and they go into reports.
        let environment = inherited.map { "\($0.key)=\($0.value)" } + ["LC_ALL=C"]
        let arguments = command.map { strdup($0) }
        let variables = environment.map { strdup($0) }
        defer { (arguments + variables).forEach { free($0) } }
        var child = pid_t()
        let failure = posix_spawnp(&child, command[0], &actions, &attributes, arguments + [nil], variables + [nil])
        guard failure == 0 else {
            throw ClusterError("cannot run \(command[0]): \(String(cString: strerror(failure)))")
        }
        return child
    }

    private static func lastPart(of file: UnsafeMutablePointer<FILE>) -> String {
        let limit = 64 * 1024
        fseek(file, 0, SEEK_END)
        let size = ftell(file)
        fseek(file, max(0, size - limit), SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: max(0, min(size, limit)))
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self).trimmedEnd()
    }
}
