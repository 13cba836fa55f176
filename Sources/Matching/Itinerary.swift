import Interpreting
import Rules

/// A conversation in an interpreter's calendar, as journeys see it.
struct Stop {
    let talk: Interval
    let modality: Modality
    /// Nil for telephone and video, which are done from wherever the interpreter is.
    let place: MunicipalityCode?
    /// When its own time begins: departure or preparation.
    var begins: Timestamp
    /// When the interpreter may be asked to do something else.
    let free: Timestamp

    init(_ commitment: Commitment) {
        talk = commitment.talk
        modality = commitment.modality
        place = commitment.place
        begins = commitment.during.start
        free = commitment.during.end
    }

    init(talk: Interval, modality: Modality, place: MunicipalityCode?, free: Timestamp) {
        self.talk = talk
        self.modality = modality
        self.place = place
        begins = talk.start
        self.free = free
    }
}

/// A journey to a stop.
struct Trip: Equatable {
    let minutes: Int
    let metres: Int
    /// The stop at which it begins; nil for home.
    let from: Int?
}

/// An interpreter's commitments in order of time, with at most one more put in at its place, and the journeys between them.
struct Itinerary {
    let book: Book
    let home: MunicipalityCode
    let commitments: [Commitment]
    /// The stop put in, and the place in the sequence that it has.
    var inserted: Stop?
    let position: Int

    init(book: Book, home: MunicipalityCode, commitments: [Commitment], inserted: Stop? = nil, position: Int = 0) {
        self.book = book
        self.home = home
        self.commitments = commitments
        self.inserted = inserted
        self.position = position
    }

    /// The place among `commitments` of a conversation that starts at `start`.
    static func position(of start: Timestamp, in commitments: [Commitment]) -> Int {
        commitments.partitioningIndex { $0.talk.start >= start }
    }

    /// Going home between two on-site conversations is assumed when it leaves at least this long there; otherwise the
    /// interpreter goes straight on. Long enough to be worth it, short enough not to claim a day for two jobs far apart.
    static let worthGoingHome = Span.minutes(60)

    var count: Int { commitments.count + (inserted == nil ? 0 : 1) }

    @inline(__always)
    subscript(index: Int) -> Stop {
        guard let inserted, index >= position else { return Stop(commitments[index]) }
        return index == position ? inserted : Stop(commitments[index - 1])
    }

    /// The commitment at `index`; nil for the stop put in.
    func assignment(at index: Int) -> AssignmentID? {
        guard inserted != nil, index >= position else { return commitments[index].assignment }
        return index == position ? nil : commitments[index - 1].assignment
    }

    /// The last on-site stop before `index`.
    func lastOnSite(before index: Int) -> Int? { (0..<index).last { self[$0].place != nil } }

    /// The first on-site stop from `index` on.
    func firstOnSite(from index: Int) -> Int? { index < count ? (index..<count).first { self[$0].place != nil } : nil }

    /// The earliest moment at which the time of `stop` may begin after the one at `index`.
    func ready(after index: Int, for stop: Stop) -> Timestamp {
        let before = self[index]
        let rest = book.rules.working.minutesOfRest(after: before.modality, before: stop.modality)
        return max(before.free, before.talk.end + .minutes(rest))
    }

    /// Where the journey to the on-site stop at `index` begins: the previous on-site stop, or nil for home.
    func anchor(of index: Int) -> Int? {
        guard let last = lastOnSite(before: index), let place = self[last].place else { return nil }
        let target = self[index]
        let fromHome = journey(from: home, to: target)
        for gap in last..<index {
            guard let homeward = homewardMinutes(from: place, at: self[gap].free) else { return last }
            let leaves: Timestamp
            if gap + 1 < index {
                leaves = self[gap + 1].begins
            } else {
                guard let fromHome else { return last }
                leaves = target.talk.start - buffer(before: target) - .minutes(fromHome.minutes)
            }
            if self[gap].free + .minutes(homeward) + Itinerary.worthGoingHome <= leaves { return nil }
        }
        return last
    }

    /// The journey to the stop at `index`: of no length when remote, nil when it is farther than anybody is sent.
    func trip(to index: Int) -> Trip? {
        let stop = self[index]
        guard stop.place != nil else { return Trip(minutes: 0, metres: 0, from: nil) }
        let anchor = anchor(of: index)
        let origin = anchor.flatMap { self[$0].place } ?? home
        return journey(from: origin, to: stop).map { Trip(minutes: $0.minutes, metres: $0.metres, from: anchor) }
    }

    /// When the time of `stop` begins with that journey.
    func begins(_ stop: Stop, after trip: Trip) -> Timestamp {
        stop.talk.start - buffer(before: stop) - .minutes(trip.minutes)
    }

    func buffer(before stop: Stop) -> Span { .minutes(book.rules.working.minutesOfBuffer(before: stop.modality)) }

    /// The on-site stop from which the interpreter comes home after the stop put in: that one, or one before it when it is remote.
    var away: Int? { inserted?.place == nil ? lastOnSite(before: position) : position }

    /// The journey home after the stop put in; nil when it is done at home, or the interpreter goes straight on from it.
    func homeward() -> Interval? {
        guard let away, let place = self[away].place else { return nil }
        if let next = firstOnSite(from: position + 1), anchor(of: next) != nil { return nil }
        for gap in away..<count {
            let leaves = self[gap].talk.end
            guard let minutes = homewardMinutes(from: place, at: leaves) else { return nil }
            let arrives = leaves + .minutes(minutes)
            guard gap + 1 == count || arrives <= self[gap + 1].begins else { continue }
            return gap < position ? nil : Interval(start: leaves, end: arrives)
        }
        return nil
    }

    /// Minutes of the journey home from `place`.
    func homewardMinutes(from place: MunicipalityCode, at departure: Timestamp) -> Int? {
        book.rules.travel.wholeMinutes(from: place, to: home, departing: book.rules.calendar.local(departure))
    }

    private func journey(from origin: MunicipalityCode, to stop: Stop) -> (minutes: Int, metres: Int)? {
        guard let place = stop.place, let metres = book.rules.travel.metres(from: origin, to: place) else { return nil }
        let arrival = book.rules.calendar.local(stop.talk.start - buffer(before: stop))
        return book.rules.travel.wholeMinutes(from: origin, to: place, arriving: arrival).map { ($0, metres) }
    }
}
