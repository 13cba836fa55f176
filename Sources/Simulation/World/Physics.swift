import Interpreting
import Rules

/// What the people of a simulated world cannot choose: how long talks take, what day it is where.
final class Physics {
    let seed: UInt64
    let behaviour: Behaviour
    let zone: ZoneTable
    /// After this moment nobody makes plans any more.
    let end: Timestamp
    /// When people who are not on duty read messages.
    private let awake: AskingHours
    private let calendar: ServiceCalendar
    /// How long the talk of a request will really take, by the request's number.
    private var minutes: [Int64: Int] = [:]

    init(seed: UInt64, behaviour: Behaviour, zone: ZoneTable, end: Timestamp) {
        self.seed = seed
        self.behaviour = behaviour
        self.zone = zone
        self.end = end
        awake = behaviour.awake.map { AskingHours(days: .everyDay, from: $0.from, until: $0.until) } ?? .always
        calendar = ServiceCalendar(zone: zone, publicHolidays: [], schoolHolidays: [])
    }

    func note(_ minutes: Int, of request: RequestID) { self.minutes[request.number] = minutes }
    func forget(_ request: RequestID) { minutes[request.number] = nil }
    func minutes(of request: RequestID, booked: Int) -> Int { minutes[request.number] ?? booked }

    /// When somebody who is not on duty answers, after so much time awake.
    func answers(after delay: Span, from moment: Timestamp) -> Timestamp { awake.end(of: delay, from: moment, calendar) }

    /// The wall clock at `minute` of a day, as a moment.
    func moment(_ date: CivilDate, minute: Int) -> Timestamp { zone.moment(reading(date, minute)) }

    /// Whether the wall clock shows `minute` of a day exactly once.
    func showsOnce(_ date: CivilDate, minute: Int) -> Bool {
        if case .unique = zone.resolve(reading(date, minute)) { true } else { false }
    }

    private func reading(_ date: CivilDate, _ minute: Int) -> LocalTime { LocalTime(date: date, secondOfDay: 0).adding(minutes: minute) }

    /// As the protocol takes it.
    func text(_ moment: Timestamp) -> String { moment.text(offset: 0) }
}

/// What a scripted client wants done.
enum Wish<Purpose, Intent> {
    /// Send a command.
    case say(String, for: Purpose)
    /// Close the connection without a word, and connect again later.
    case leave(until: Timestamp)
    /// Remind me.
    case remind(at: Timestamp, of: Intent)
}
