import Glibc
import Postgres

/// A file or folder that cannot be made or written: which, why, and what to do.
public struct FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let path: String
    public let description: String

    /// - Parameter number: `errno`.
    init(_ action: String, _ path: String, _ number: Int32) {
        self.path = path
        description = "cannot \(action) \(path): \(SystemErrorNumber(number).reason)"
    }

    init(_ path: String, _ description: String) {
        self.path = path
        self.description = description
    }
}

/// The folder in which a server keeps what is its own: certificates, an embedded database, the first token.
enum DataFolder {
    /// Makes it, and the folders above, when it is missing; others may pass through it, as PostgreSQL's user must.
    /// - Throws: also when it is no folder, or nothing can be written in it.
    static func prepare(_ path: String) throws(FileProblem) {
        var status = stat()
        if stat(path, &status) != 0 {
            guard errno == ENOENT else { throw FileProblem("use the folder", path, errno) }
            if let parent = parent(of: path) { try prepare(parent) }
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw FileProblem("make the folder", path, errno) }
            guard stat(path, &status) == 0 else { throw FileProblem("use the folder", path, errno) }
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw FileProblem(path, "\(path) is a file and should be a folder; name another with --data, or data in the configuration")
        }
    }

    /// The same, and sees that files can be made in it.
    static func prepareForWriting(_ path: String) throws(FileProblem) {
        try prepare(path)
        guard access(path, W_OK | X_OK) == 0 else { throw FileProblem("write into the folder", path, errno) }
    }

    /// nil for the root and for a name in the working folder.
    private static func parent(of path: String) -> String? {
        var components = path.split(separator: "/", omittingEmptySubsequences: true)
        guard components.count > 1 else { return nil }
        components.removeLast()
        return (path.hasPrefix("/") ? "/" : "") + components.joined(separator: "/")
    }
}

/// A file that only its owner can read.
enum SecretFile {
    /// Makes it anew, so that nobody who has the old one open can read it, with `text` and a line end, on the disk when this returns.
    static func write(_ text: String, to path: String) throws(FileProblem) {
        guard unlink(path) == 0 || errno == ENOENT else { throw FileProblem("replace", path, errno) }
        let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileProblem("make", path, errno) }
        var octets = Array((text + "\n").utf8)[...]
        var failure: Int32 = 0
        while failure == 0, !octets.isEmpty {
            let count = octets.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 { octets.removeFirst(count) } else if errno != EINTR { failure = errno }
        }
        if failure == 0, fsync(file) != 0 { failure = errno }
        if close(file) != 0, failure == 0 { failure = errno }
        guard failure == 0 else {
            unlink(path)
            throw FileProblem("write", path, failure)
        }
    }
}
