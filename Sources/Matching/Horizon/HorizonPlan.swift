import Interpreting
import Rules

/// Who should do what in the coming days, what that is worth, and what an hour of whom is worth elsewhere.
///
/// It proposes; the offers decide. Whoever holds it checks each part against the present before using it.
public struct HorizonPlan: Hashable, Sendable {
    /// On what it was computed.
    public struct Basis: Hashable, Comparable, Sendable {
        public let at: Timestamp
        /// `seq` of the last event.
        public let head: Int64

        public init(at: Timestamp, head: Int64) {
            self.at = at
            self.head = head
        }

        public static func < (left: Basis, right: Basis) -> Bool { (left.head, left.at) < (right.head, right.at) }
    }

    /// A request with the interpreter who should do it.
    public struct Proposal: Hashable, Sendable {
        public let request: RequestID
        public let interpreter: InterpreterID
        /// ``Job/essence`` of what was planned; another one by now means that the request was amended.
        public let job: Job
        /// The interpreter's time that it would take, among everything else that the plan gives to him or her.
        public let during: Interval
        public let travelMinutes: Int
        /// Soft costs, the journey included.
        public let points: Int
        /// Points that the plan would lose without the interpreter's hours for it: all that the request is worth when nobody
        /// else in the plan has time for it, otherwise what the next best costs more.
        public let worth: Int
        /// Somebody else in the plan has time for it.
        public let isReplaceable: Bool

        /// `worth` for an hour of the time that it takes.
        public var price: Int { HorizonPlan.hourly(worth, during) }
    }

    /// A request for which the plan has nobody.
    public struct Unfilled: Hashable, Sendable {
        public enum Reason: Hashable, Sendable {
            /// By how many interpreters each constraint was the first to stand in the way of, most first.
            case nobodyEligible([Against])
            /// Those who could are planned for these, ascending; none when the hours of a day or a week are used up.
            case outbid(by: [RequestID])
        }

        public struct Against: Hashable, Sendable {
            public let constraint: HardConstraint
            public let count: Int
        }

        public let request: RequestID
        /// ``Job/essence`` of what was planned.
        public let job: Job
        public let reason: Reason
        /// Points that one more interpreter for it would be worth.
        public let worth: Int
        /// Those who could do it and have nothing else at that time, but no minutes left in their day or week; ascending.
        public let idle: [InterpreterID]
        /// The least time that it takes.
        public let hours: Interval

        /// `worth` for an hour of the time that it takes.
        public var price: Int { HorizonPlan.hourly(worth, hours) }
    }

    /// The planner's own shadow price of a request, to begin the next plan with.
    public struct Marginal: Hashable, Sendable {
        public let request: RequestID
        public let points: Int
    }

    public let basis: Basis
    /// Ascending by request.
    public let proposals: [Proposal]
    /// Ascending by request.
    public let unfilled: [Unfilled]
    /// Points: of what is filled by priority, less soft costs.
    public let value: Int
    /// No plan of the same model is worth more. The model counts journeys between two places at their longest, see ``HorizonModel``.
    public let bound: Int
    /// Choices of the planner that the matcher did not confirm and that were made anew.
    public let mended: Int
    /// Ascending by request.
    public let marginals: [Marginal]

    /// Requests looked at.
    public var count: Int { proposals.count + unfilled.count }
    /// How far the value may be below the best one, in hundredths of a per cent of the bound.
    public var gap: Int { bound > 0 ? (bound - value) * 10_000 / bound : 0 }

    static func hourly(_ points: Int, _ time: Interval) -> Int { points * 60 / max(1, time.length.minutes) }
}
