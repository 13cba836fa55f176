import Interpreting
import Rules

extension Scenario {
    /// The scenario's people, hosts and behaviour with the conversations of a log instead of its demand.
    ///
    /// What the log does not say is supplied so that little is made up: a conversation without `asked` was wanted at once when it is by
    /// telephone or the log does not say how, and a week ahead otherwise; without a place any host asks it, drawn evenly and
    /// the same in every run; without a complexity it has the simplest for which the rule book advises the log's modality
    /// (telephone when it has none), and is booked at most as long as that holds, so that a long telephone call stays one.
    /// - Parameters:
    ///   - first: the first day to be played; nil for the log's first.
    ///   - days: how many; nil for all that follow.
    public func replaying(_ log: ReplayLog, rules: ModalityRules, from first: CivilDate? = nil, days: Int? = nil) -> Scenario {
        var scenario = self
        let begin = first ?? log.start
        let rest = log.start.adding(days: log.days).dayNumber - begin.dayNumber
        scenario.start = begin
        scenario.days = max(1, min(days ?? rest, rest))
        scenario.warmUpDays = 0
        scenario.calibration = []
        scenario.recruit = nil
        let known = log.calls.count { $0.language != nil }
        let subject = known == 1 ? "conversation" : "\(Wording.number(known)) conversations"
        scenario.question = "What becomes of the \(subject) of a log with the hosts and interpreters of \(name)?"
        scenario.expects = ""
        let source = ReplaySource(hosts: hosts, rules: rules)
        let last = begin.adding(days: scenario.days)
        let inquiries = log.calls.compactMap { source.inquiry($0) }.filter { inquiry in
            let date = log.zone.local(inquiry.at).date
            return date >= begin && date < last
        }
        scenario.inquiries = ListedInquiries(inquiries) { log.zone.local($0.at).date.dayNumber - begin.dayNumber }
        return scenario
    }
}
