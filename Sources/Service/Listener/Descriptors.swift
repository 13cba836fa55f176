import Glibc
import Logging

/// How many files and sockets the process may have open at once.
enum Descriptors {
    /// Kept back from clients: for the database, the lease, metrics, files, and those who are told that there is no room.
    static let kept = 192

    /// Raises the soft limit, up to the hard one, so far that `connections` clients fit.
    /// - Returns: how many fit.
    static func makeRoom(for connections: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
        let wanted = rlim_t(connections + kept)
        if limit.rlim_cur < wanted, limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = min(wanted, limit.rlim_max)
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return max(1, min(connections, Int(min(limit.rlim_cur, wanted)) - kept))
    }
}

extension Configuration.Limits {
    /// With as many connections as the system has descriptors for; says so in the log when they are fewer.
    func thatFit(_ log: Logger) -> Configuration.Limits {
        var limits = self
        limits.connections = Descriptors.makeRoom(for: connections)
        if limits.connections < connections {
            let text = "fewer connections than configured: the system allows too few open files, raise its limit (LimitNOFILE)"
            log.warning("\(text)", metadata: [
                "configured": "\(connections)", "connections": "\(limits.connections)", "kept": "\(Descriptors.kept)",
            ])
        }
        return limits
    }
}
