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

    /// The server's processes, the postmaster included; also those that it left behind when it was killed.
    static func processes(of dataDirectory: String) -> [pid_t] {
        let folder = realpath(dataDirectory)
        return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }.filter { process in
            // Somebody's shell may be in the folder too.
            name(of: process) == "postgres" && workingFolder(of: process).path.map(realpath) == folder
        }
    }

    /// A server's working folder is its data folder; nobody but its own account and root may look.
    private static func isServer(_ processID: pid_t, of dataDirectory: String) -> Bool {
        let folder = workingFolder(of: processID)
        if let path = folder.path { return realpath(path) == realpath(dataDirectory) }
        return folder.error == EACCES && name(of: processID) == "postgres"
    }

    /// No path, and the reason as of errno(3), when it is gone or we may not look.
    private static func workingFolder(of process: pid_t) -> (path: String?, error: Int32) {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/proc/\(process)/cwd", &buffer, buffer.count - 1)
        guard length >= 0 else { return (nil, errno) }
        return (String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self), 0)
    }

    private static func name(of process: pid_t) -> String? {
        (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8))?.trimmedEnd()
    }

    private static func realpath(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
