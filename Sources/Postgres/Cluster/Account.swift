import Foundation

/// The system account that the server runs as. PostgreSQL refuses to run as root.
struct Account {
    let name: String
    let userID: uid_t
    let groupID: gid_t
    /// Words before a command that run it as this account; none when it is the caller's own.
    private let prefix: [String]

    /// The caller; for root the owner of `dataDirectory` if it exists, else `postgres`, else `nobody`.
    static func forServer(of dataDirectory: String) throws(ClusterError) -> Account {
        let caller = geteuid()
        let owner = FolderTools.owner(of: dataDirectory)
        if caller != 0 {
            if let owner, owner != caller {
                let name = getpwuid(owner).map { String(cString: $0.pointee.pw_name) } ?? "number \(owner)"
                throw ClusterError("the data folder \(dataDirectory) belongs to user \(name); run as that user or as root")
            }
            return Account(name: "the present user", userID: caller, groupID: getegid(), prefix: [])
        }
        let entry = owner.flatMap { $0 == 0 ? nil : getpwuid($0) } ?? getpwnam("postgres") ?? getpwnam("nobody")
        guard let entry = entry?.pointee, entry.pw_uid != 0 else {
            throw ClusterError("""
                PostgreSQL does not run as root, and there is no user postgres or nobody. On Debian: apt-get install postgresql
                """)
        }
        let name = String(cString: entry.pw_name)
        return Account(name: name, userID: entry.pw_uid, groupID: entry.pw_gid, prefix: try prefix(name, entry.pw_uid, entry.pw_gid))
    }

    private static func prefix(_ name: String, _ user: uid_t, _ group: gid_t) throws(ClusterError) -> [String] {
        let ways = [
            ["setpriv", "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--"],
            ["runuser", "-u", name, "--"],
            ["su", "-s", "/bin/sh", "-c", "exec \"$@\"", name, "--", "sh"],
        ]
        for way in ways {
            if let trial = try? Subprocess.run(way + ["true"]), trial.succeeded { return way }
        }
        throw ClusterError("""
            cannot change from root to user \(name): none of setpriv, runuser and su works. On Debian: apt-get install util-linux
            """)
    }

    /// `command`, to be run as this account.
    func command(_ command: [String]) -> [String] {
        prefix + command
    }

    func run(_ command: [String]) throws(ClusterError) -> Subprocess {
        try Subprocess.run(prefix + command)
    }

    /// The first folder on the way to `path` that this account may not pass through; nil when it can reach `path`.
    /// Asks the kernel, and so knows of access lists and read-only mounts too.
    func obstacle(to path: String) throws(ClusterError) -> String? {
        let ways = FolderTools.existingFolders(to: path)
        guard let deepest = ways.last, try !canPass(deepest) else { return nil }
        for folder in ways where try !canPass(folder) {
            return folder
        }
        return deepest
    }

    private func canPass(_ folder: String) throws(ClusterError) -> Bool {
        try run(["test", "-x", folder]).succeeded
    }
}
