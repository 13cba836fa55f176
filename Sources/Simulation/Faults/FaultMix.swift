import Interpreting

/// How often what goes wrong in a run. Probabilities are per packet, per batch or per command, as said; 0 switches a fault off.
public struct FaultMix: Hashable, Sendable {
    /// As it is written after `--faults`.
    public let name: String

    /// When the run begins: at nine in the morning in Brussels, or before people may be asked.
    var start = FaultMix.morning
    /// Minutes by which planned work is asked for farther ahead.
    var lead = 0

    // The network, per packet.
    /// The packet is cut in pieces that arrive one after the other.
    var chunked = 0.0
    /// The packet and all behind it come seconds later.
    var late = 0.0
    /// The connection breaks somewhere in the packet; what follows is lost, in both directions.
    var cut = 0.0

    // The journal, per batch.
    /// The commit takes seconds.
    var slowCommit = 0.0
    /// Refused; nothing of it exists.
    var refusedCommit = 0.0
    /// The journal refuses what a command asks for, whatever it is; per command.
    var poison = 0.0
    /// The journal refuses what an offer's end would write; per offer.
    var poisonedEnd = 0.0
    /// The verdict is unknown: committed, not committed, or committed later.
    var unknownCommit = 0.0

    // The servers, per act of mischief, which comes every ``mischief`` on average.
    var mischief = Span.seconds(40)
    /// The deciding server dies, and starts again.
    var crash = 0.0
    /// It dies when its batch was kept and it has not heard so; per batch.
    var crashAtCommit = 0.0
    /// The deciding server is asked to stop, answers what was asked, and starts again.
    var drain = 0.0
    /// The deciding server stops for longer than its lease lives, and goes on afterwards as if nothing had happened.
    var pause = 0.0
    /// The clock of a server or of the database is set: by seconds, by minutes, or by up to 500 days, ahead or back.
    var clockJump = 0.0
    /// The journal's last event lies in the future when the run begins; per run.
    var futureJournal = 0.0
    /// A server and the database do not reach each other for a while, or only one way.
    var partition = 0.0
    /// The database's synchronous standby is away for a while.
    var standbyAway = 0.0
    /// A wait for the standby is cancelled; per wait.
    var cancelledWait = 0.0
    /// The database's standby takes the primary's place.
    var promotion = 0.0
    /// One that lags does, or a backup takes it: the last commits are gone, told or not.
    var laggingPromotion = 0.0
    /// A client stops reading for a while.
    var slowReader = 0.0
    /// An interpreter's client is gone for a while without a word.
    var leaving = 0.0

    // The clients, per command.
    /// Sent without a key.
    var keyless = 0.0
    /// Sent twice at once, with the same key.
    var twice = 0.0
    /// Sent again later with the same key, although it was answered.
    var again = 0.0
    /// Another command with a key that was used.
    var reusedKey = 0.0
    /// Lines outside the grammar, too long, or not even text.
    var garbage = 0.0
    /// Many commands in one packet, more than the server works on at a time.
    var burst = 0.0

    /// On Monday 23 November 2026.
    private static let morning = Timestamp(seconds: 1_795_420_800)

    init(_ name: String) { self.name = name }

    private static let table: [FaultMix] = {
        var network = FaultMix("network")
        (network.chunked, network.late, network.cut) = (0.3, 0.05, 0.02)
        (network.twice, network.again, network.burst) = (0.05, 0.05, 0.02)
        var journal = FaultMix("journal")
        (journal.slowCommit, journal.refusedCommit, journal.unknownCommit) = (0.1, 0.04, 0.08)
        journal.keyless = 0.1
        var poison = FaultMix("poison")
        (poison.poison, poison.poisonedEnd, poison.burst) = (0.08, 0.1, 0.08)
        (poison.twice, poison.again, poison.keyless) = (0.03, 0.03, 0.05)
        var crash = FaultMix("crash")
        (crash.crash, crash.drain, crash.crashAtCommit, crash.mischief) = (0.6, 0.4, 0.02, .seconds(90))
        (crash.again, crash.twice) = (0.05, 0.05)
        var leaders = FaultMix("leaders")
        (leaders.pause, leaders.mischief) = (1, .seconds(90))
        var partition = FaultMix("partition")
        (partition.partition, partition.mischief) = (1, .seconds(40))
        (partition.again, partition.twice, partition.keyless) = (0.05, 0.05, 0.05)
        var replica = FaultMix("replica")
        (replica.standbyAway, replica.cancelledWait, replica.promotion, replica.mischief) = (0.75, 0.5, 0.25, .seconds(40))
        (replica.again, replica.keyless, replica.laggingPromotion) = (0.05, 0.05, 0.2)
        var clock = FaultMix("clock")
        (clock.clockJump, clock.crash, clock.mischief, clock.futureJournal) = (0.7, 0.3, .seconds(30), 0.15)
        var absent = FaultMix("absent")
        (absent.leaving, absent.mischief) = (1, .seconds(20))
        (absent.again, absent.twice) = (0.03, 0.03)
        // Begins at five in the morning; what is asked for at ten can wait until people are awake.
        var night = FaultMix("night")
        (night.start, night.lead, night.again, night.twice) = (morning - .hours(4), 300, 0.03, 0.03)
        var hostile = FaultMix("hostile")
        (hostile.garbage, hostile.reusedKey, hostile.burst, hostile.slowReader) = (0.08, 0.08, 0.08, 1)
        var all = FaultMix("all")
        (all.chunked, all.late, all.cut) = (0.15, 0.03, 0.008)
        (all.slowCommit, all.refusedCommit, all.unknownCommit) = (0.06, 0.02, 0.03)
        (all.crash, all.drain, all.pause, all.clockJump, all.slowReader) = (0.15, 0.1, 0.25, 0.25, 0.25)
        all.crashAtCommit = 0.005
        (all.twice, all.again, all.reusedKey, all.garbage, all.burst) = (0.03, 0.03, 0.03, 0.03, 0.03)
        (all.poison, all.keyless) = (0.01, 0.05)
        (all.partition, all.standbyAway, all.cancelledWait, all.promotion) = (0.5, 0.15, 0.5, 0.1)
        (all.laggingPromotion, all.leaving) = (0.15, 0.1)
        return [FaultMix("calm"), network, journal, poison, crash, leaders, partition, replica, clock, absent, night, hostile, all]
    }()

    /// Nothing goes wrong.
    public static let calm = FaultMix("calm")

    /// The names that ``named(_:)`` knows, in the order in which they are shown.
    public static var names: [String] { table.map(\.name) }

    /// The mix of that name; nil when there is none.
    public static func named(_ name: String) -> FaultMix? { table.first { $0.name == name } }
}
