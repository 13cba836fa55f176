import Interpreting

/// How the machine's clock stood when it was compared last.
struct ClockFigures: Sendable {
    /// Negative when it is behind.
    var aheadOfDatabase = Span.zero
    /// The same against the time by which this process decides.
    var aheadOfSteady = Span.zero
    /// How far the journal's last event lay in the future before this server began.
    var journalAhead = Span.zero

    func write(to text: inout MetricsText) {
        func seconds(_ span: Span) -> Double { Double(span.milliseconds) / 1_000 }
        text.family(
            "tolkbrug_clock_difference_seconds", "gauge",
            "How far the machine's clock is ahead of the database's, and of the time that this process goes by; negative when behind.",
            [([("from", "database")], seconds(aheadOfDatabase)), ([("from", "service")], seconds(aheadOfSteady))])
        text.single(
            "tolkbrug_journal_ahead_seconds", "gauge", "How far the journal's last event lay in the future before this server decided.",
            seconds(journalAhead))
    }
}
