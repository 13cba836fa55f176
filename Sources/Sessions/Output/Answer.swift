import Dispatching
import Interpreting
import NIOCore
import Wire

/// The whole reply to one command: its rows, then its final line. No push falls inside.
struct Answer: Hashable, Sendable {
    var rows: [Row] = []
    var status: Status
    var text: String

    init(_ status: Status, _ text: String, rows: [Row] = []) {
        self.rows = rows
        self.status = status
        self.text = text
    }

    init(_ complaint: Complaint) { self.init(complaint.status, complaint.text) }

    init(_ reply: Reply) {
        switch reply.result {
        case .done(let confirmation, let text): self.init(confirmation.status, text, rows: reply.rows)
        case .refused(let refusal): self.init(refusal.reason.status, refusal.text, rows: reply.rows)
        }
    }

    func encode(as tag: Tag, into buffer: inout ByteBuffer, limits: Limits) {
        for row in rows { row.encode(as: tag, into: &buffer, limits: limits) }
        ServerLine.answer(tag, status, text: text).encode(into: &buffer, limits: limits)
    }
}

extension Row {
    /// Appends `a3 - REQUEST R17 v=1 …`.
    func encode(as tag: Tag, into buffer: inout ByteBuffer, limits: Limits) {
        FittedLine(subject: subject, fields: fields, limits: limits).encode(into: &buffer) { LineComposer(row: tag, kind: kind) }
    }
}

extension Event {
    /// Appends `* EV 1041 OFFER-MADE O81 request=R17 … at=2026-11-23T13:00:00+01:00`.
    /// - Parameter zone: by whose clock it is told when it happened.
    func encode(into buffer: inout ByteBuffer, zone: ZoneTable, limits: Limits) {
        FittedLine(subject: subject, fields: fields, last: Field("at", zone.text(at)), limits: limits)
            .encode(into: &buffer) { LineComposer(event: seq, kind: kind.rawValue) }
    }
}
