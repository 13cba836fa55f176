extension Client {
    /// How often and how patiently to try again.
    public struct Patience: Sendable {
        /// Seconds between attempts: doubled from the first to the last. Each pause is shortened by chance, to no less than half, so that
        /// the clients of a server that went away do not all come back in the same instant.
        public var firstPause = 0.1
        public var longestPause = 5.0
        /// For so many seconds no pause is longer than ``longestEagerPause``: a take-over is over in ten.
        public var eagerFor = 30.0
        public var longestEagerPause = 1.0
        /// Seconds after which an unanswered command is given up; 0 tries once.
        public var giveUpAfter = 60.0
        /// Seconds that a server may take for one answer. Then the connection is given up, for whoever is silent so long has died or
        /// cannot be reached, and the command is repeated elsewhere.
        public var answerWithin = 30.0
        /// Seconds that `AUDIT` may take: it reads the whole journal.
        public var auditWithin = 900.0
        /// Shortens the pauses: from 0 to 1, another number each time.
        public var chance: @Sendable () -> Double = { .random(in: 0...1) }

        public init() {}

        func begin() -> Attempts { Attempts(patience: self, begin: .now, pause: firstPause) }

        /// How long the answer to `command` may take.
        func answerTime(of command: String) -> Duration { .seconds(command == "AUDIT" ? max(auditWithin, answerWithin) : answerWithin) }
    }

    /// The attempts at one thing.
    struct Attempts {
        let patience: Patience
        let begin: ContinuousClock.Instant
        /// Seconds, before chance shortens it.
        private(set) var pause: Double

        init(patience: Patience, begin: ContinuousClock.Instant, pause: Double) {
            self.patience = patience
            self.begin = begin
            self.pause = pause
        }

        var isOver: Bool { .now >= begin + .seconds(patience.giveUpAfter) }

        /// Waits before the next attempt.
        mutating func wait() async throws { try await Task.sleep(for: .seconds(nextPause(at: .now))) }

        /// The seconds to wait now; longer the next time.
        mutating func nextPause(at now: ContinuousClock.Instant) -> Double {
            let isEager = now < begin + .seconds(patience.eagerFor)
            let limit = isEager ? min(patience.longestEagerPause, patience.longestPause) : patience.longestPause
            let present = min(pause, limit)
            pause = min(present * 2, patience.longestPause)
            return present * (1 - min(max(patience.chance(), 0), 1) / 2)
        }
    }
}
