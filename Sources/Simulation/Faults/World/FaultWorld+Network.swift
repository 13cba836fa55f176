import Interpreting
import NIOCore

/// Octets on their way, and connections that break.
extension FaultWorld {
    /// A client sends octets.
    func send(_ octets: ByteBuffer, up link: Int) {
        carry(octets, on: link, after: \.lastUp) { .toServer(link: link, $0) }
    }

    /// A server sends octets: from here on the client may have been told.
    func send(_ octets: ByteBuffer, down link: Int) {
        let octets = tampering.fromServer(octets, link: link)
        guard octets.readableBytes > 0 else { return }
        auditor.said(octets, on: link)
        carry(octets, on: link, after: \.lastDown) { .toClient(link: link, $0) }
    }

    /// In order of sending, in pieces, until a piece of which only the beginning arrives.
    private func carry(
        _ octets: ByteBuffer, on link: Int, after last: WritableKeyPath<Link, Int64>, as arrival: (ByteBuffer) -> Happening
    ) {
        guard links[link].isUp else { return }
        for piece in pieces(octets) {
            let cut = network.chance(mix.cut)
            let arrives = moment(after: links[link][keyPath: last])
            links[link][keyPath: last] = arrives
            schedule(at: arrives, arrival(cut ? beginning(of: piece) : piece))
            if cut { return breakDown(link, from: arrives) }
        }
    }

    private func moment(after last: Int64) -> Int64 {
        var wait = Int64(5 + network.index(below: 30))
        if network.chance(mix.late) { wait += Int64(500 + network.index(below: 20_000)) }
        return max(last, now.milliseconds + wait)
    }

    private func pieces(_ octets: ByteBuffer) -> [ByteBuffer] {
        guard octets.readableBytes > 1, network.chance(mix.chunked) else { return [octets] }
        var rest = octets
        var pieces: [ByteBuffer] = []
        while rest.readableBytes > 1, pieces.count < 3 {
            guard let piece = rest.readSlice(length: 1 + network.index(below: rest.readableBytes - 1)) else { break }
            pieces.append(piece)
        }
        return rest.readableBytes > 0 ? pieces + [rest] : pieces
    }

    private func beginning(of octets: ByteBuffer) -> ByteBuffer {
        octets.getSlice(at: octets.readerIndex, length: network.index(below: octets.readableBytes + 1)) ?? octets
    }

    /// Nothing more comes through; each end notices in its time.
    func breakDown(_ link: Int, from moment: Int64) {
        links[link].isUp = false
        figures.cutConnections += 1
        schedule(at: moment + Int64(network.index(below: 4_000)), .lostByServer(link: link))
        schedule(at: max(moment, links[link].lastDown) + Int64(network.index(below: 4_000)), .lostByClient(link: link))
    }

    /// The server has said its last word.
    func closedByServer(_ link: Int) {
        links[link].isUp = false
        auditor.closed(link)
        schedule(at: max(now.milliseconds, links[link].lastDown) + 5, .lostByClient(link: link))
    }

    // MARK: Arriving

    func arriveAtServer(_ octets: ByteBuffer, _ link: Int) {
        let (server, connection) = (links[link].server, links[link].connection)
        guard servers[server].life == links[link].life, servers[server].links[connection] == link else { return }
        servers[server].core.receive(octets, on: connection, at: clock(server))
        pump(server)
    }

    func loseByServer(_ link: Int) {
        let (server, connection) = (links[link].server, links[link].connection)
        guard servers[server].life == links[link].life, servers[server].links.removeValue(forKey: connection) != nil else { return }
        servers[server].core.disconnect(connection, at: clock(server))
        auditor.left(link)
        auditor.closed(link)
        // What follows from it is done at once.
        pump(server)
    }

    func readAgain(_ link: Int) {
        guard links[link].isStuffed else { return }
        links[link].isStuffed = false
        auditor.stuffed(link, false)
        tell(.writable, link)
    }

    func tell(_ input: SessionInputOfNetwork, _ link: Int) {
        let (server, connection) = (links[link].server, links[link].connection)
        guard servers[server].life == links[link].life, servers[server].links[connection] == link else { return }
        servers[server].core.tell(input == .writable ? .writable : .unwritable, connection: connection, at: clock(server))
        pump(server)
    }

    /// What the network tells a session.
    enum SessionInputOfNetwork {
        case writable, unwritable
    }
}
