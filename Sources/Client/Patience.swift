extension Client {
    /// How often and how patiently to try again.
    public struct Patience: Sendable {
        /// Seconds between attempts: doubled from the first to the last. Each pause is shortened by chance, to no less than half, so that
        /// the clients of a server that went away do not all come back in the same instant.
        public var firstPause = 0.1
        public var longestPause = 5.0
        /// Seconds after which an unanswered command is given up; 0 tries once.
        public var giveUpAfter = 60.0

        public init() {}

        func begin() -> Attempts { Attempts(patience: self, pause: firstPause, deadline: .now + .seconds(giveUpAfter)) }
    }

    /// The attempts at one thing.
    struct Attempts {
        let patience: Patience
        var pause: Double
        let deadline: ContinuousClock.Instant

        var isOver: Bool { .now >= deadline }

        /// Waits before the next attempt.
        mutating func wait() async throws {
            try await Task.sleep(for: .seconds(pause * .random(in: 0.5...1)))
            pause = min(pause * 2, patience.longestPause)
        }
    }
}
