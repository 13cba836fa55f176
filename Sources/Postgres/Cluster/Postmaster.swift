import Foundation

/// The server that runs on a data folder, as its `postmaster.pid` describes it.
struct Postmaster {
    let processID: pid_t

    /// Nil when none runs, also when a crashed one left its file behind.
    static func running(in dataDirectory: String) -> Postmaster? {
        guard let recorded = Record(pidFile(dataDirectory)), isServer(recorded.processID, of: dataDirectory) else { return nil }
        return Postmaster(processID: recorded.processID)
    }

    /// Removes the files of a crashed server whose process number is now another program's (usual after a container
    /// restarts) or nobody reaped: PostgreSQL would take that process for a server and refuse to start. If no such
    /// process exists, PostgreSQL sees that itself and nothing is removed here.
    static func removeStaleFiles(of cluster: Cluster) throws(ClusterError) {
        let socketLock = Cluster.socketPath(in: cluster.socketDirectory) + ".lock"
        for file in [pidFile(cluster.dataDirectory), socketLock] {
            guard let recorded = Record(file), realpath(recorded.dataDirectory) == realpath(cluster.dataDirectory),
                kill(recorded.processID, 0) == 0 || errno == EPERM,
                !isServer(recorded.processID, of: cluster.dataDirectory)
            else { continue }
            try FolderTools.remove(file)
        }
    }

    private static func pidFile(_ dataDirectory: String) -> String {
        dataDirectory + "/postmaster.pid"
    }

    /// The first two lines of `postmaster.pid` and of a socket's lock file.
    private struct Record {
        let processID: pid_t
        let dataDirectory: String

        init?(_ path: String) {
            guard let lines = try? String(contentsOfFile: path, encoding: .utf8).split(separator: "\n"), lines.count > 1,
                let number = pid_t(lines[0]), number > 0
            else { return nil }
            processID = number
            dataDirectory = String(lines[1])
        }
    }

    /// A server's working folder is its data folder; nobody but its own account and root may look.
    private static func isServer(_ processID: pid_t, of dataDirectory: String) -> Bool {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/proc/\(processID)/cwd", &buffer, buffer.count - 1)
        if length >= 0 {
            return realpath(String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self))
                == realpath(dataDirectory)
        }
        let command = try? String(contentsOfFile: "/proc/\(processID)/comm", encoding: .utf8)
        return errno == EACCES && command?.trimmedEnd() == "postgres"
    }

    private static func realpath(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
