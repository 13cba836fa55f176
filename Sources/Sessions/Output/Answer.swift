import Dispatching
import NIOCore
import Wire

/// The whole reply to one command: its rows, then its final line. Written in one piece, so that no push can fall inside.
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
        for row in rows {
            FittedLine(subject: row.subject, fields: row.fields, limits: limits)
                .encode(into: &buffer) { LineComposer(row: tag, kind: row.kind) }
        }
        ServerLine.answer(tag, status, text: text).encode(into: &buffer, limits: limits)
    }
}

extension Event {
    /// Appends `* EV 1041 OFFER-MADE O81 request=R17 … at=2026-11-23T12:00:00Z`.
    func encode(into buffer: inout ByteBuffer, limits: Limits) {
        FittedLine(subject: subject, fields: fields, last: Field("at", at), limits: limits)
            .encode(into: &buffer) { LineComposer(event: seq, kind: kind.rawValue) }
    }
}
