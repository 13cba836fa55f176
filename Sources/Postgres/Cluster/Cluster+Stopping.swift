import Foundation

/// The end of a server, in bounded time.
extension Cluster {
    /// How the server ended.
    public enum Stop: Sendable, Equatable {
        /// It did not run, or ended when it was told to.
        case stopped
        /// It did not do so in time and was killed, like a power cut: the next start recovers from the log, and nothing committed is lost.
        case killed
    }

    /// How long ``end(mode:within:)`` waits before it kills.
    public static let stopPatience = Duration.seconds(5)
    /// How long the kernel may take to clear away what was killed.
    private static let killPatience = Duration.seconds(5)

    /// Stops the server, if it runs, and waits for its end. One that does not end in time, because it hangs or its processes were stopped,
    /// is killed with all of them.
    /// - Throws: when it still runs then.
    public func end(mode: StopMode = .fast, within patience: Duration = stopPatience) throws(ClusterError) -> Stop {
        guard isRunning else { return .stopped }
        let account = try Account.forServer(of: dataDirectory)
        let binaries = try Binaries.find(majorVersion: try existingVersion())
        let result = try account.run(Self.stopCommand(binaries, dataDirectory, mode, within: patience))
        guard !result.succeeded, isRunning else { return .stopped }
        try killProcesses()
        return .killed
    }

    /// Kills whatever runs on the data folder, also what a postmaster that was killed left behind: a new one could not start beside it.
    func killProcesses() throws(ClusterError) {
        let end = ContinuousClock.now + Self.killPatience
        while true {
            let processes = Postmaster.processes(of: dataDirectory)
            guard !processes.isEmpty else { return }
            guard .now < end else {
                throw ClusterError("""
                    PostgreSQL in \(dataDirectory) does not end: its processes \(processes.map(String.init).joined(separator: ", ")) were \
                    killed and are still there; look at that disk
                    """)
            }
            for process in processes { kill(process, SIGKILL) }
            usleep(10_000)
        }
    }

    /// The same for whoever does not mind how.
    public func stop(mode: StopMode = .fast) throws(ClusterError) { _ = try end(mode: mode) }

    /// - Parameter patience: in whole seconds, at least one.
    static func stopCommand(
        _ binaries: Binaries, _ dataDirectory: String, _ mode: StopMode, within patience: Duration = .seconds(60)
    ) -> [String] {
        let seconds = max(1, patience.components.seconds)
        return [binaries.path("pg_ctl"), "stop", "-D", dataDirectory, "-m", mode.rawValue, "-w", "-t", "\(seconds)", "-s"]
    }
}
