import Glibc

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
