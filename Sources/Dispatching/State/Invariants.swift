import Interpreting

/// The checks of the state that run in production, in tests and in simulation.
extension State {
    /// What is wrong, in words; empty when all invariants hold. Takes time in proportion to everything there is.
    public func violations() -> [String] {
        overlaps() + disagreements() + strayOffers() + refusedRows()
    }

    /// An interpreter never has two live assignments that overlap, journeys and buffers included, nor two that are started.
    private func overlaps() -> [String] {
        var found: [String] = []
        for interpreter in interpreters.all() {
            let live = index.liveAssignments[interpreter.id].compactMap { assignments[$0] }
                .sorted { ($0.during.start, $0.id) < ($1.during.start, $1.id) }
            for (first, second) in zip(live, live.dropFirst()) where first.during.overlaps(second.during) {
                found.append("\(interpreter.id) has \(first.id) and \(second.id) at the same time")
            }
            let started = live.filter { $0.state == .started }
            for (first, second) in zip(started, started.dropFirst()) {
                found.append("\(interpreter.id) is in two conversations: \(first.id) and \(second.id) are started at once")
            }
        }
        return found
    }

    /// A request and its assignments tell the same story.
    private func disagreements() -> [String] {
        var found: [String] = []
        for request in requests.all() {
            let live = index.assignmentsOfRequest[request.id].compactMap { assignments[$0] }.filter(\.state.isLive)
            let expected: Int = request.state == .assigned || request.state == .started ? 1 : 0
            if live.count != expected { found.append("\(request.id) is \(request.state.rawValue) with \(live.count) live assignments") }
            if request.progress.assignment != live.first?.id {
                let named = request.progress.assignment?.description ?? "nobody"
                found.append("\(request.id) names \(named) but \(live.first?.id.description ?? "nothing") is live")
            }
            if let assignment = live.first, (request.state == .started) != (assignment.state == .started) {
                found.append("\(request.id) is \(request.state.rawValue) but \(assignment.id) is \(assignment.state.rawValue)")
            }
            if request.state.isFinal != (request.progress.closedAt != nil) {
                found.append("\(request.id) is \(request.state.rawValue) but closed-at says otherwise")
            }
        }
        return found
    }

    /// Offers wait for an answer exactly while their request is offered.
    private func strayOffers() -> [String] {
        var found: [String] = []
        var waiting: [RequestID: Int] = [:]
        for offer in offers.all() where offer.state == .made {
            waiting[offer.request, default: 0] += 1
            if requests[offer.request]?.state != .offered { found.append("\(offer.id) waits although \(offer.request) is not offered") }
        }
        for request in requests.all() where request.state == .offered && waiting[request.id] == nil {
            found.append("\(request.id) is offered to nobody")
        }
        return found
    }
}
