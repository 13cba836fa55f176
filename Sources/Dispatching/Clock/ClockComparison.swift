import Interpreting

/// The clock of this machine beside that of the database, of which it is only known that it was read between asking and hearing.
public struct ClockComparison: Hashable, Sendable {
    /// Of this machine, when the database was asked.
    public var asked: ClockReading
    /// How long the answer took.
    public var took: Span
    /// What the database's clock showed.
    public var database: Timestamp

    public init(asked: ClockReading, took: Span, database: Timestamp) {
        self.asked = asked
        self.took = took
        self.database = database
    }

    /// How far this machine's clock is ahead, as if the database had looked halfway; negative when it is behind.
    public var ahead: Span { asked.wall + half - database }

    /// What is wrong; nil when the clocks may agree, given how long the answer took.
    public var problem: ClockProblem? {
        if (ahead.length - half) <= SteadyTime.tolerance { return nil }
        return .differs(wall: asked.wall, database: database, by: ahead)
    }

    private var half: Span { Span(milliseconds: took.milliseconds / 2) }
}

/// Why nothing may be decided at this time.
public enum ClockProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The clock of this machine and that of the database are further apart than ``SteadyTime/tolerance``.
    case differs(wall: Timestamp, database: Timestamp, by: Span)
    /// The journal's last event lies in the future: whatever is decided after it would be decided at its time or later.
    case journalAhead(seq: Int64, at: Timestamp, now: Timestamp)

    /// nil when a journal may be gone on with.
    ///
    /// - Parameters:
    ///   - seq: its last event; 0 when there is none.
    ///   - at: the moment of that event.
    public static func of(journalEndingWith seq: Int64, at: Timestamp, now: Timestamp) -> ClockProblem? {
        seq > 0 && at > now + SteadyTime.tolerance ? .journalAhead(seq: seq, at: at, now: now) : nil
    }

    public var description: String {
        switch self {
        case .differs(let wall, let database, let ahead):
            let way = ahead < .zero ? "behind" : "ahead of"
            return "this machine's clock shows \(utc: wall), which is \(ahead.length.roughly) \(way) the database's (\(utc: database)); "
                + "at most \(SteadyTime.tolerance.roughly) are allowed, for a wrong clock expires what is not over: set both by NTP"
        case .journalAhead(let seq, let at, let now):
            return "the journal's last event, \(seq), is of \(utc: at), which is \((at - now).roughly) ahead of now (\(utc: now)); "
                + "at most \(SteadyTime.tolerance.roughly) are allowed: a server with a wrong or a demonstration's clock wrote it, or "
                + "this clock is wrong; set the clocks by NTP, and if they are right wait until then, or restore "
                + "a backup from before event \(seq)"
        }
    }
}

extension Span {
    /// For people, rounded: `7.250 s`, `12 min`, `5 h`, `500 days`.
    var roughly: String {
        func whole(_ unit: Int64) -> Int64 { (milliseconds + unit / 2) / unit }
        switch milliseconds {
        case ..<10_000 where milliseconds % 1_000 != 0:
            let fraction = String(milliseconds % 1_000 + 1_000).dropFirst()
            return "\(milliseconds / 1_000).\(fraction) s"
        case ..<120_000: return "\(whole(1_000)) s"
        case ..<7_200_000: return "\(whole(60_000)) min"
        case ..<172_800_000: return "\(whole(3_600_000)) h"
        default: return "\(whole(86_400_000)) days"
        }
    }
}
