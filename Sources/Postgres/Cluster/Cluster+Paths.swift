import Foundation

extension Cluster {
    /// The cluster in `preferred`, or, when the server's account cannot get there and we are root, in
    /// `/var/lib/tolkbrug`; ``notes`` says so.
    ///
    /// Root often works in a folder that is closed to others, such as `/root`, and PostgreSQL does not run as root.
    public static func placed(at preferred: String, durable: Bool = true, maxConnections: Int = 50) throws(ClusterError) -> Cluster {
        let wanted = Cluster(dataDirectory: preferred, durable: durable, maxConnections: maxConnections)
        let account = try Account.forServer(of: wanted.dataDirectory)
        guard geteuid() == 0, let obstacle = try account.obstacle(to: wanted.dataDirectory) else { return wanted }
        var cluster = Cluster(
            dataDirectory: "/var/lib/tolkbrug/" + fingerprint(wanted.dataDirectory), durable: durable, maxConnections: maxConnections)
        cluster.notes.append("""
            the database is in \(cluster.dataDirectory), because PostgreSQL runs as \(account.name), who may not pass \
            through \(obstacle) on the way to \(wanted.dataDirectory)
            """)
        return cluster
    }

    /// Runs a program of the newest PostgreSQL installed, such as pgbench, in the root folder, and waits for its end.
    /// - Throws: with what the program said when it fails.
    public static func run(_ program: String, _ arguments: [String]) throws(ClusterError) {
        let result = try Subprocess.run([Binaries.find().path(program)] + arguments)
        guard result.succeeded else { throw ClusterError("\(program) ended with status \(result.status): \(result.reason)") }
    }

    static func socketPath(in directory: String) -> String {
        "\(directory)/.s.PGSQL.\(port)"
    }

    /// The same short name for the same path in every process: FNV-1a, 64 bits, in hexadecimal.
    static func fingerprint(_ path: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in path.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }

    static func percentEncoded(_ text: String) -> String {
        let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
    }
}
