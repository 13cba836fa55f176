import Interpreting
import Matching

/// Checks an interpreter's calendar by driving through it minute by minute; knows nothing of the matcher's itineraries.
struct CalendarChecker {
    let home: Int
    let commitments: [Commitment]

    init(_ candidate: Candidate) {
        home = candidate.interpreter.home.number - 10_000
        commitments = candidate.commitments.sorted { $0.talk.start < $1.talk.start }
    }

    /// - Parameter afterRemovals: a journey may then be interrupted by remote work on the way.
    func faults(afterRemovals: Bool) -> [String] {
        var faults: [String] = []
        for (left, right) in zip(commitments, commitments.dropFirst()) where left.during.end > right.during.start {
            faults.append("\(left.assignment) and \(right.assignment) overlap")
        }
        for commitment in commitments {
            if commitment.during.start > commitment.talk.start - .minutes(buffer(commitment)) {
                faults.append("\(commitment.assignment) has no time to prepare")
            }
            if commitment.during.end < commitment.talk.end + .minutes(commitment.modality == .onsite ? 15 : 10) {
                faults.append("\(commitment.assignment) has no rest")
            }
        }
        for (index, commitment) in commitments.enumerated() where commitment.modality == .onsite {
            if !isReachable(index, afterRemovals) { faults.append("\(commitment.assignment) cannot be reached") }
        }
        return faults
    }

    private func buffer(_ commitment: Commitment) -> Int { commitment.modality == .video ? 10 : 5 }
    private func tens(_ commitment: Commitment) -> Int { (commitment.place?.number ?? 10_000) - 10_000 }

    private func isReachable(_ index: Int, _ afterRemovals: Bool) -> Bool {
        let target = commitments[index]
        let arrival = target.talk.start - .minutes(buffer(target))
        guard let last = commitments[..<index].lastIndex(where: { $0.modality == .onsite }) else {
            return drive(home, tens(target), [Interval(start: target.during.start, end: arrival)])
        }
        let origin = tens(commitments[last])
        if drive(origin, tens(target), [Interval(start: target.during.start, end: arrival)]) { return true }
        let gaps = (last..<index).map { gap in
            Interval(start: commitments[gap].during.end, end: gap + 1 == index ? target.during.start : commitments[gap + 1].during.start)
        }
        let isHome = gaps.contains { drive(origin, home, [$0]) }
        if isHome, drive(home, tens(target), [Interval(start: target.during.start, end: arrival)]) { return true }
        return afterRemovals && drive(origin, tens(target), gaps + [Interval(start: target.during.start, end: arrival)])
    }

    /// Whether the stretches of time together suffice: 10 minutes for each 10 km, and 15 when the journey begins from 07:00 to 09:00.
    private func drive(_ from: Int, _ to: Int, _ stretches: [Interval]) -> Bool {
        let free = stretches.map { max(0, $0.length.minutes) }.reduce(0, +)
        guard let start = stretches.first(where: { $0.length.minutes > 0 })?.start else { return from == to }
        let hour = Book.zone.local(start).secondOfDay / 3600
        let minutes = abs(from - to) * ((7..<9).contains(hour) && stretches.count == 1 ? 15 : 10)
        return free >= minutes
    }
}
