import Interpreting
import Rules

/// Makes inquiries of the lines of a log.
struct ReplaySource {
    let hosts: [Host]
    let rules: ModalityRules
    private let hostsByPlace: [String: [Int]]

    /// When something that was planned was asked, as far as the log does not say.
    private static let usualLead = Span.days(7)
    /// After how long somebody gave up who wanted to talk at once.
    private static let onDemandGivenUp = Span.seconds(30)

    init(hosts: [Host], rules: ModalityRules) {
        self.hosts = hosts
        self.rules = rules
        hostsByPlace = Dictionary(grouping: hosts.indices, by: { hosts[$0].place })
    }

    /// Nil for languages that the service does not have, and when there is no host at all.
    func inquiry(_ call: LoggedCall) -> Inquiry? {
        guard let language = call.language, !hosts.isEmpty else { return nil }
        let wanted = call.modality ?? .telephone
        let isOnDemand = call.asked == nil && wanted == .telephone
        let at = call.asked ?? (isOnDemand ? call.start : call.start - ReplaySource.usualLead)
        let (complexity, minutes) = booking(call, wanted)
        let host = host(call)
        var inquiry = Inquiry(
            at: at, host: host, language: language, complexity: complexity.rawValue, minutes: minutes, start: isOnDemand ? nil : call.start,
            place: call.place ?? hosts[host].place, actualMinutes: call.minutes)
        inquiry.origin = "line \(call.line)"
        if call.cancelled {
            let half = Span(milliseconds: max(1000, (call.start - at).milliseconds / 2))
            inquiry.cancelAfter = isOnDemand ? ReplaySource.onDemandGivenUp : half
        }
        return inquiry
    }

    /// The simplest complexity and the greatest length, up to the real one, for which the rule book advises `wanted`; as the log has
    /// it when there is none.
    private func booking(_ call: LoggedCall, _ wanted: Modality) -> (Complexity, minutes: Int) {
        let candidates = call.complexity.map { [$0] } ?? Complexity.allCases
        for complexity in candidates where advised(call.minutes, complexity) == wanted { return (complexity, call.minutes) }
        if wanted != .onsite {
            for minutes in stride(from: call.minutes - 1, through: 1, by: -1) {
                for complexity in candidates where advised(minutes, complexity) == wanted { return (complexity, minutes) }
            }
        }
        return (call.complexity ?? (wanted == .onsite ? .complex : .informative), call.minutes)
    }

    private func advised(_ minutes: Int, _ complexity: Complexity) -> Modality {
        rules.advise(minutes: minutes, complexity: complexity).value.modality
    }

    private func host(_ call: LoggedCall) -> Int {
        var stream = RandomStream(seed: 0, "replay", call.line)
        if let place = call.place, let near = hostsByPlace[place] { return near[stream.index(below: near.count)] }
        return stream.index(below: hosts.count)
    }
}
