import Client
import Interpreting
import Synchronization

/// What an administrator's subscription tells about a day: one entry a request.
final class DayRecord: Sendable {
    struct Entry: Sendable {
        var modality = ""
        var language = ""
        var agency = ""
        var opened: Timestamp?
        /// The first confirmation.
        var confirmed: Timestamp?
        var travelMinutes = 0
        var travelMetres = 0
        var state = "open"
        var reason: String?
    }
    struct Tally: Sendable, Equatable {
        var asked = 0
        var filled = 0
        var unfilled = 0
        var cancelled = 0
        var waiting: Int { asked - filled - unfilled - cancelled }
    }

    private struct Content {
        var entries: [String: Entry] = [:]
        var lastSeq: Int64?
        var gaps = 0
    }
    private let content = Mutex(Content())

    func take(_ push: Push, zone: ZoneTable) {
        guard case .event(let seq, let event) = push else { return }
        content.withLock { content in
            if let last = content.lastSeq, seq != last + 1 { content.gaps += 1 }
            content.lastSeq = seq
            let at = event["at"].flatMap { try? Timestamp.parse($0, in: zone) }
            DayRecord.apply(event, at: at, to: &content.entries)
        }
    }

    private static func apply(_ event: AnswerRow, at: Timestamp?, to entries: inout [String: Entry]) {
        guard let subject = event.subject else { return }
        let request = subject.hasPrefix("R") ? subject : event["request"] ?? ""
        guard request.hasPrefix("R") else { return }
        switch event.kind {
        case "REQUEST-OPENED":
            entries[request] = Entry(modality: event["modality"] ?? "", language: event["language"] ?? "", opened: at)
        case "REQUEST-AMENDED": if let modality = event["modality"] { entries[request]?.modality = modality }
        case "REQUEST-CANCELLED": entries[request]?.state = "cancelled"
        case "REQUEST-UNFILLED":
            entries[request]?.state = "unfilled"
            entries[request]?.reason = event["because"]
        case "ASSIGNMENT-CONFIRMED":
            entries[request]?.state = "filled"
            entries[request]?.travelMinutes = event["travel"].flatMap { Int($0) } ?? 0
            if entries[request]?.confirmed == nil { entries[request]?.confirmed = at }
        case "ASSIGNMENT-RELEASED": entries[request]?.state = "open"
        default: return
        }
    }

    var entries: [String: Entry] { content.withLock { $0.entries } }
    /// Numbers of events that were skipped or repeated.
    var gaps: Int { content.withLock { $0.gaps } }

    var tally: Tally {
        content.withLock { content in
            var tally = Tally()
            for entry in content.entries.values {
                tally.asked += 1
                switch entry.state {
                case "filled": tally.filled += 1
                case "unfilled": tally.unfilled += 1
                case "cancelled": tally.cancelled += 1
                default: continue
                }
            }
            return tally
        }
    }
}
