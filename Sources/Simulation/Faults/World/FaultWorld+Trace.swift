import NIOCore

/// The words of the trace.
extension FaultWorld {
    func note(_ text: @autoclosure () -> String) {
        if let trace { trace("  \(text())") }
    }

    /// What happens, for a line of the trace.
    func describe(_ happening: Happening) -> String {
        switch happening {
        case .toServer(let link, let octets): "C\(links[link].client) > S\(links[link].server) \(quoted(octets))"
        case .toClient(let link, let octets): "C\(links[link].client) < S\(links[link].server) \(quoted(octets))"
        case .lostByServer(let link): "S\(links[link].server) loses C\(links[link].client)"
        case .lostByClient(let link): "C\(links[link].client) loses S\(links[link].server)"
        case .commit(let server, _, _, let batch, let fate):
            "journal: \(fate.rawValue): S\(server), epoch \(batch.epoch), events \(batch.events.map(\.seq)), \(batch.ledger.count) answers"
        case .verdict(let server, _, let verdict): "S\(server) hears \(verdict)"
        case .overdue(let server, _, _): "S\(server) looks for a verdict"
        case .recovery(let server, _): "S\(server) reads the journal"
        case .wake(let server, _): "S\(server) wakes"
        case .tick(let server): "S\(server) ticks"
        case .rejoined(let server): "S\(server) and the database reach each other again"
        case .leaseTermEnds(let server, _): "S\(server) looks how old its lease is"
        case .reachesDatabase(let server, _): "S\(server) reaches the database that was promoted"
        case .standbyReturns: "the standby is back"
        case .waitCancelled: "a wait for the standby is cancelled"
        case .acquire(let server, _): "S\(server) asks for the lease"
        case .leaseLost(let server, _): "S\(server) looks at its lease"
        case .clockSet(let server, _): "somebody sets the clock of S\(server) right"
        case .databaseClockSet: "somebody sets the clock of the database right"
        case .clockCompared(let server, _): "S\(server) compares its clock"
        case .restart(let server): "S\(server) starts"
        case .drain(let server, _): "S\(server) stops deciding"
        case .readsAgain(let link): "C\(links[link].client) reads again"
        case .client(let client, let intent): "C\(client) \(intent)"
        case .mischief: "mischief"
        }
    }

    private func quoted(_ octets: ByteBuffer) -> String {
        let text = String(buffer: octets)
        return text.utf8.count > 4_000 ? "\(text.utf8.count) octets" : text.debugDescription
    }
}
