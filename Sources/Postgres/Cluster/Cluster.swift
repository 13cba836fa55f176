import Foundation

/// A PostgreSQL server of our own in a data folder, reachable through a Unix socket only.
///
/// For `tolkbrug serve` without arguments, for the demonstration and for tests. A deployment names an existing server by its URL instead.
/// Called by root, the server runs as the folder's owner, `postgres` or `nobody`. Whoever can enter the socket's folder
/// (mode 0700) is let in without a password. All calls block; ``start()`` takes a second or two.
public struct Cluster: Sendable {
    public enum StopMode: String, Sendable {
        /// Waits for clients to leave.
        case smart
        /// Rolls back and disconnects clients.
        case fast
        /// Like a power cut: the next start recovers from the log.
        case immediate
    }

    /// The database role that owns everything.
    public static let role = "tolkbrug"
    /// The number in the socket's name; nothing listens on it.
    static let port = 5432
    /// The most bytes a Unix socket's path may have (`sun_path` less its closing NUL).
    static let socketPathLimit = 107

    /// Absolute.
    public let dataDirectory: String
    /// Absolute. The data folder itself, unless another was asked for or its path is too long for a socket.
    public let socketDirectory: String
    /// False gives up crash safety for speed, which is for tests only.
    public let durable: Bool
    public let maxConnections: Int
    /// What the operator should be told about where things lie, one sentence each.
    public internal(set) var notes: [String] = []
    /// Clears a temporary cluster away.
    var keeper: Keeper?

    /// Nothing is touched before ``start()``.
    /// - Parameters:
    ///   - dataDirectory: made when it is missing; relative to the working folder.
    ///   - socketDirectory: nil for the data folder itself.
    public init(dataDirectory: String, socketDirectory: String? = nil, durable: Bool = true, maxConnections: Int = 50) {
        self.dataDirectory = FolderTools.absolute(dataDirectory)
        self.durable = durable
        self.maxConnections = maxConnections
        let wanted = socketDirectory.map(FolderTools.absolute) ?? self.dataDirectory
        let length = Self.socketPath(in: wanted).utf8.count
        if length <= Self.socketPathLimit {
            self.socketDirectory = wanted
        } else {
            self.socketDirectory = "/tmp/tolkbrug-" + Self.fingerprint(self.dataDirectory)
            notes.append("""
                the socket is in \(self.socketDirectory), because in \(wanted) its path would have \(length) bytes and \
                \(Self.socketPathLimit) is the limit
                """)
        }
    }

    /// The socket, in the form in which `psql` and libpq take it too.
    public func url(database: String) -> String {
        let host = Self.percentEncoded(socketDirectory)
        return "postgresql:///\(Self.percentEncoded(database))?host=\(host)&port=\(Self.port)&user=\(Self.role)"
    }

    /// Whether a server runs on the data folder.
    public var isRunning: Bool { Postmaster.running(in: dataDirectory) != nil }

    /// Makes the cluster if the folder is empty, starts its server if it does not run, and waits until it answers.
    ///
    /// Safe to call from several processes at once: one starts, the others find it running.
    /// - Throws: with the reason, the end of the server's log, and the next step.
    public func start() throws(ClusterError) {
        let account = try Account.forServer(of: dataDirectory)
        let parent = FolderTools.parent(of: dataDirectory)
        if let obstacle = try account.obstacle(to: dataDirectory) {
            throw ClusterError("""
                PostgreSQL would run as \(account.name), who may not pass through \(obstacle) on the way to \(dataDirectory). \
                Choose another data folder, for example /var/lib/tolkbrug, or: chmod o+x \(obstacle)
                """)
        }
        try FolderTools.makeOpen(parent)
        try FolderTools.withLock(dataDirectory + ".lock") { () throws(ClusterError) in
            guard !isRunning else { return try checkSocket() }
            let binaries = try Binaries.find(majorVersion: try existingVersion())
            try FolderTools.makePrivate(dataDirectory, for: account)
            if try existingVersion() == nil { try initialise(binaries, account) }
            try FolderTools.makePrivate(socketDirectory, for: account)
            try ClusterSettings(self).write(for: account)
            try Postmaster.removeStaleFiles(of: self)
            try killProcesses()
            try launch(binaries, account)
        }
    }

    /// The major version of the cluster in the data folder, nil when the folder is empty or missing.
    /// - Throws: when the folder holds something else.
    func existingVersion() throws(ClusterError) -> Int? {
        let text = try? String(contentsOfFile: dataDirectory + "/PG_VERSION", encoding: .utf8)
        if let version = text.flatMap({ Int($0.trimmedEnd()) }) { return version }
        guard FolderTools.contents(of: dataDirectory).isEmpty else {
            throw ClusterError("\(dataDirectory) holds files but no PostgreSQL cluster; empty it or choose another data folder")
        }
        return nil
    }

    /// Beside the final folder and renamed at the end, so that an interrupted attempt is never taken for a cluster.
    private func initialise(_ binaries: Binaries, _ account: Account) throws(ClusterError) {
        let draft = dataDirectory + ".new"
        try FolderTools.remove(draft)
        try FolderTools.makePrivate(draft, for: account)
        let result = try account.run([
            binaries.path("initdb"), "-D", draft, "--username=\(Self.role)", "--auth-local=trust", "--auth-host=reject",
            "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8", "--no-instructions",
            durable ? "--data-checksums" : "--no-sync",
        ])
        guard result.succeeded else {
            let reason = ProgramOutput(result.output).reason(user: account.userID)
            throw ClusterError("initdb cannot make a cluster in \(dataDirectory): \(reason)")
        }
        guard rename(draft, dataDirectory) == 0 else { throw .system("rename \(draft) to", dataDirectory) }
    }

    /// A server that was started with another socket folder would not be found at our ``url(database:)``.
    private func checkSocket() throws(ClusterError) {
        guard access(Self.socketPath(in: socketDirectory), F_OK) == 0 else {
            throw ClusterError("""
                PostgreSQL already runs on \(dataDirectory), but its socket is not in \(socketDirectory); stop it first, \
                with pg_ctl stop -D \(dataDirectory)
                """)
        }
    }

    private func launch(_ binaries: Binaries, _ account: Account) throws(ClusterError) {
        let log = dataDirectory + "/server.log"
        let before = FolderTools.size(of: log)
        let result = try account.run([
            binaries.path("pg_ctl"), "start", "-D", dataDirectory, "-l", log, "-w", "-t", "60", "-s",
        ])
        guard result.succeeded else {
            // pg_ctl itself only says where to look.
            let said = FolderTools.end(of: log, from: before)
            let reason = ProgramOutput(said.isEmpty ? result.output : said).reason(user: account.userID)
            throw ClusterError("PostgreSQL does not start in \(dataDirectory): \(reason); the whole is in \(log)")
        }
    }
}
