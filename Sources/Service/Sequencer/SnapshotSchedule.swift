/// When the engine may be copied again for costly queries, so that copies take no more than a small part of the sequencer's time.
///
/// A copy costs nothing by itself: the changes that follow it copy the tables that they touch. So the first of them are timed, and until
/// there was one another copy is free.
struct SnapshotSchedule {
    /// From the first change after a copy to the next copy at least.
    static let leastPause = Duration.milliseconds(20)
    /// The pause is at least so many times as long as what the changes took that were timed: a twentieth of the time.
    static let factor = 20
    /// And never longer, whatever else the machine did meanwhile.
    static let longestPause = Duration.seconds(1)
    /// Changes that are timed: enough that most tables are among what they touch.
    static let timedChanges = 8

    private var changedAt: ContinuousClock.Instant?
    private var changes = SnapshotSchedule.timedChanges
    private var cost = Duration.zero

    /// Whether the next change is to be timed.
    var isTiming: Bool { changes < SnapshotSchedule.timedChanges }

    /// The engine was copied.
    mutating func copied() { (changedAt, changes, cost) = (nil, 0, .zero) }

    /// Something was changed after the copy.
    mutating func changed(took: Duration, at now: ContinuousClock.Instant) {
        changedAt = changedAt ?? now
        changes += 1
        cost += took
    }

    /// How long it is until the engine may be copied again.
    func pause(at now: ContinuousClock.Instant) -> Duration {
        guard let changedAt else { return .zero }
        let pause = min(max(SnapshotSchedule.leastPause, cost * SnapshotSchedule.factor), SnapshotSchedule.longestPause)
        return max(.zero, changedAt + pause - now)
    }
}
