import Interpreting
import Rules

/// A moment from which calendars are looked over, with what is the same for all of them.
public struct OutlookCalculator: Sendable {
    public let moment: Timestamp
    private let book: Book
    private let day: Interval
    private let week: Interval
    /// Minutes by rank of modality: after work in it before a conversation at home, at most; and the other way round.
    private let restBeforeTalk: [Int]
    private let restAfterTalk: [Int]
    /// After a conversation at home, whatever follows.
    private let leastRest: Span

    init(_ book: Book, at moment: Timestamp) {
        self.book = book
        self.moment = moment
        let zone = book.rules.calendar.zone
        let date = zone.local(moment).date
        day = zone.day(date)
        week = zone.week(of: date)
        let working = book.rules.working
        let remote = Modality.allCases.filter(\.isRemote)
        restBeforeTalk = Modality.allCases.map { other in
            remote.map { working.minutesOfRest(after: other, before: $0) }.max() ?? 0
        }
        restAfterTalk = Modality.allCases.map { other in
            remote.map { working.minutesOfRest(after: $0, before: other) }.max() ?? 0
        }
        leastRest = .minutes(remote.map { working.leastMinutesOfRest(after: $0) }.max() ?? 0)
    }

    /// When nobody's outlook says anything more.
    public var nextDay: Timestamp { day.end }

    /// What comes first from the moment on, until midnight; nil when there is nothing, and during a conversation.
    public func outlook(of dossier: Dossier) -> Outlook? {
        // Nobody knows when a conversation that goes on is over.
        if dossier.running != nil { return nil }
        let commitments = dossier.commitments
        var place = commitments.partitioningIndex { $0.during.end > moment }
        while place <= commitments.count, place == 0 || commitments[place - 1].during.end < day.end {
            let stretch = stretch(dossier, before: place)
            if stretch.start < stretch.end { return Outlook(stretch: stretch, minutesLeft: minutesLeft(dossier)) }
            place += 1
        }
        return nil
    }

    /// Between two commitments; empty or upside down when there is none.
    private func stretch(_ dossier: Dossier, before place: Int) -> Interval {
        let commitments = dossier.commitments
        var stretch = Interval(start: moment, end: day.end)
        if place > 0 {
            let previous = commitments[place - 1]
            let rested = previous.talk.end + .minutes(restBeforeTalk[previous.modality.rank])
            stretch.start = max(stretch.start, previous.during.end, rested)
        }
        if place < commitments.count {
            let next = commitments[place]
            let lead = next.place == nil ? .zero : Span.minutes(book.rules.working.minutesOfBuffer(before: next.modality))
            let begins = min(next.during.start, next.talk.start - lead)
            stretch.end = min(stretch.end, begins - .minutes(restAfterTalk[next.modality.rank]))
        }
        for absence in dossier.absences[dossier.absences.partitioningIndex { $0.end > stretch.start }...] {
            if absence.start > stretch.start {
                stretch.end = min(stretch.end, absence.start)
                break
            }
            stretch.start = absence.end
        }
        guard dossier.hasJourneys else { return stretch }
        guard let journeys = NearJourneys(dossier, at: place, by: book.rules) else { return Interval(start: moment, end: moment) }
        return journeys.kept(in: stretch, rest: leastRest)
    }

    /// By the rule book's limits and the interpreter's own; less than nothing when they are passed.
    private func minutesLeft(_ dossier: Dossier) -> Int {
        let worked = WorkedWeek(dossier.commitments, week: week, day: day, before: moment)
        let (ownDaily, ownWeekly) = dossier.maximumMinutes
        return min(
            min(book.rules.working.dailyMinutes.value, ownDaily ?? .max) - worked.minutesThatDay,
            min(book.rules.working.weeklyMinutes.value, ownWeekly ?? .max) - worked.minutes)
    }
}

extension Matcher {
    public func outlookCalculator(at moment: Timestamp) -> OutlookCalculator { OutlookCalculator(book, at: moment) }
}
