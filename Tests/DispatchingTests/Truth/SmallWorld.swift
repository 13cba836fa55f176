import Interpreting
import RandomTestSupport

@testable import Dispatching

/// A school and a hospital, four interpreters and a coordinator who type one command after another, chosen by a seed.
final class SmallWorld {
    /// What was typed, who typed it, and what came of it.
    struct Step {
        let typed: Command
        let by: PrincipalID
        let reply: Reply
        let events: ArraySlice<Event>
    }

    let desk: Desk
    private var chance: Seeded
    private let requesters: [PrincipalID]
    private let people: [PrincipalID]
    let chief: PrincipalID
    private let monday: CivilDate

    init(seed: UInt64) throws {
        desk = try Desk()
        monday = desk.engine.rules.calendar.local(desk.now).date
        chance = Seeded(seed)
        requesters = [desk.school(), desk.school("24062")]
        people = [
            desk.interpreter(["ti"]), desk.interpreter(["ti", "am"], home: "24062"),
            desk.interpreter(["am"], modalities: [.telephone, .video], gender: .male),
            desk.interpreter(["so", "ti:trained"], isAvailable: false),
        ]
        chief = desk.user(.coordinator, agency: "agii")
    }

    var isLate: Bool { desk.now >= start(day: 4, hour: 20) }

    /// Lets some time pass and has somebody type something that may or may not be possible.
    func step() -> Step {
        if chance.below(3) == 0 { desk.pass(.minutes(chance.one(of: [1, 1, 2, 20, 90, 500]))) }
        let (user, command) = next()
        let before = desk.head
        let reply = desk.command(user, command)
        return Step(typed: command, by: user, reply: reply, events: desk.events(since: before))
    }

    private func next() -> (PrincipalID, Command) {
        switch chance.below(14) {
        case 0, 1, 2: return (chance.one(of: requesters), .submit(submit()))
        case 3, 4: return (chance.one(of: requesters), .amend(amend()))
        case 5: return (chance.one(of: requesters), .cancel(request(), expected: nil, reason: chance.below(2) == 0 ? "no need" : nil))
        case 6, 7: return (chief, .hold(request(), on: chance.below(2) == 0, expected: nil))
        case 8: return (chief, .assign(request(), Identifier(Int64(chance.below(4) + 1)), expected: nil))
        case 9: return answer(accepting: true)
        case 10: return answer(accepting: chance.below(2) == 0)
        case 11: return duty()
        default: return work()
        }
    }

    private func submit() -> Submit {
        let start = chance.below(4) == 0 ? "now" : moment()
        return Submit(
            language: chance.one(of: ["ti", "am", "so", "ps"]), complexity: chance.one(of: Complexity.allCases),
            minutes: chance.one(of: [15, 30, 45, 75]), start: start, fallback: chance.one(of: [[], [.video], [.telephone]]))
    }

    private func amend() -> Amend {
        var amend = Amend(request: request(), reopen: chance.below(2) == 0)
        switch chance.below(4) {
        case 0: amend.minutes = chance.one(of: [15, 30, 45, 75])
        case 1: amend.start = moment()
        case 2: amend.place = chance.one(of: ["12025", "24062"])
        default: amend.priority = chance.one(of: [.normal, .high, .urgent])
        }
        return amend
    }

    private func answer(accepting: Bool) -> (PrincipalID, Command) {
        guard let offer = desk.offers(.made).randomElement(using: &chance) else { return work() }
        let user = desk.user(of: offer)
        return (user, accepting ? .accept(offer.id, expected: nil) : .decline(offer.id, expected: nil, reason: nil))
    }

    private func duty() -> (PrincipalID, Command) {
        let entry = CalendarEntry(from: moment(), until: "2026-12-01T20:00", weeks: 1)
        let all: [Command] = [.onDuty(modalities: [], until: nil), .offDuty(), .unavailable(entry), .available(entry)]
        return (chance.one(of: people), chance.one(of: all))
    }

    private func work() -> (PrincipalID, Command) {
        guard let assignment = desk.assignments().filter(\.state.isLive).randomElement(using: &chance) else {
            return (chief, .hold(request(), on: false, expected: nil))
        }
        let user = desk.engine.state.principals.all().first { $0.interpreter == assignment.interpreter }?.id ?? chief
        let id = assignment.id
        switch chance.below(4) {
        case 0: return (user, .start(id, expected: nil))
        case 1: return (user, .finish(id, expected: nil))
        case 2: return (user, .release(id, expected: nil, reason: nil))
        default: return (chief, .unassign(id, expected: nil, reason: nil))
        }
    }

    /// Mostly one that is not over.
    private func request() -> RequestID {
        let all = desk.requests()
        let live = all.filter { !$0.state.isFinal }
        return (chance.below(8) == 0 ? all : live).randomElement(using: &chance)?.id ?? Identifier(1)
    }

    /// Mostly in this week; sometimes soon, or at night.
    private func moment() -> String {
        let soon = desk.now + .minutes(chance.one(of: [12, 25, 70]))
        let later = start(day: chance.below(6), hour: 6 + chance.below(15))
        return desk.engine.local(chance.below(4) == 0 ? soon : later)
    }

    private func start(day: Int, hour: Int) -> Timestamp {
        desk.engine.rules.calendar.zone.moment(LocalTime(date: monday.adding(days: day), secondOfDay: hour * 3600))
    }
}

extension Desk {
    func events(since seq: Int) -> ArraySlice<Event> { journal.dropFirst(seq) }
}
