import Interpreting
import Service

/// The server's time as its players see it.
struct DemoTime: Sendable {
    let clock: DemoClock
    let zone: ZoneTable

    var now: Timestamp { clock.now() }

    /// Sleeps until the clock shows `moment`.
    func sleep(until moment: Timestamp) async throws {
        let wait = clock.wait(until: moment)
        if wait > .zero { try await Task.sleep(for: wait, tolerance: .zero) }
    }

    /// A wall-clock time of a day of the scenario.
    func moment(_ date: CivilDate, _ time: String) throws -> Timestamp { try Timestamp.parse("\(date)T\(time)", in: zone) }

    /// `14:05`, with the day when it is not `today`.
    func show(_ moment: Timestamp, today: CivilDate) -> String {
        let local = zone.local(moment)
        return local.date == today
            ? local.clock : "\(local.date < today ? "" : "+")\(local.date.dayNumber - today.dayNumber)d \(local.clock)"
    }
}
