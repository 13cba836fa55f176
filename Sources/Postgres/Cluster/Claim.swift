import Foundation
import Synchronization

/// That one process alone serves a cluster. The kernel takes it back however the process ends.
public final class Claim: Sendable {
    private let file: Mutex<Int32?>

    /// - Throws: with the number of the process that has it.
    init(_ path: String, of dataDirectory: String) throws(ClusterError) {
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system("open the lock", path) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            let holder = (try? String(contentsOfFile: path, encoding: .utf8))?.trimmedEnd() ?? ""
            throw ClusterError("""
                the embedded database in \(dataDirectory) is used by process \(holder.isEmpty ? "?" : holder), and it serves one at a \
                time: stop that one first, or choose another data folder; two servers need the URL of a database that both can reach
                """)
        }
        let number = Array("\(getpid())\n".utf8)
        _ = ftruncate(file, 0)
        _ = write(file, number, number.count)
        self.file = Mutex(file)
    }

    deinit { release() }

    /// May be called any number of times.
    public func release() {
        let open = file.withLock { file in
            defer { file = nil }
            return file
        }
        if let open { close(open) }
    }
}

extension Cluster {
    /// Takes the cluster for this process alone, whether its server runs or not; a server that outlived its process is taken over.
    public func claim() throws(ClusterError) -> Claim {
        try FolderTools.makeOpen(FolderTools.parent(of: dataDirectory))
        return try Claim(dataDirectory + ".serving", of: dataDirectory)
    }

    /// Asks the server to roll back, disconnect its clients and end, without waiting: for a process that ends itself.
    public func interrupt() {
        if let server = Postmaster.running(in: dataDirectory) { kill(server.processID, SIGINT) }
    }
}
