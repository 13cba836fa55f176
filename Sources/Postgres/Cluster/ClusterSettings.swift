import Foundation

/// The settings of an embedded cluster: a file of ours in the data folder, which `postgresql.conf` includes last.
struct ClusterSettings {
    private static let fileName = "tolkbrug.conf"

    private let cluster: Cluster

    init(_ cluster: Cluster) {
        self.cluster = cluster
    }

    /// Written before every start, since the socket's folder and durability may change from one to the next.
    func write(for account: Account) throws(ClusterError) {
        let path = cluster.dataDirectory + "/" + Self.fileName
        do {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            if geteuid() == 0 {
                guard chown(path, account.userID, account.groupID) == 0 else { throw ClusterError.system("hand over", path) }
            }
            try includeOnce()
        } catch {
            throw error as? ClusterError ?? .wrapping("cannot write the settings \(path)", error)
        }
    }

    private func includeOnce() throws {
        let path = cluster.dataDirectory + "/postgresql.conf"
        let line = "include '\(Self.fileName)'"
        let present = try String(contentsOfFile: path, encoding: .utf8)
        guard !present.split(separator: "\n").contains(Substring(line)) else { return }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("\n\(line)\n".utf8))
        try file.close()
    }

    private var text: String {
        let settings = [
            ("listen_addresses", ""),
            ("port", String(Cluster.port)),
            ("unix_socket_directories", cluster.socketDirectory),
            ("unix_socket_permissions", "0700"),
            ("max_connections", String(cluster.maxConnections)),
            ("shared_buffers", "64MB"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            // The log must not hold what people wrote: no statements, no values, no keys.
            ("log_error_verbosity", "terse"),
            ("log_min_error_statement", "panic"),
            ("log_parameter_max_length_on_error", "0"),
        ]
        let durability = ["fsync", "synchronous_commit", "full_page_writes"].map { ($0, cluster.durable ? "on" : "off") }
        let lines = (settings + durability).map { "\($0.0) = '\($0.1.replacing("'", with: "''"))'\n" }
        return "# Written by tolkbrug before each start; changes here are lost.\n" + lines.joined()
    }
}
