extension ZoneTable {
    /// The one way in which a moment is shown to people and programs: RFC 3339 by the clock of this zone, with its offset, in whole
    /// seconds, rounded down: `2026-12-01T10:00:00+01:00`.
    public func text(_ moment: Timestamp) -> String { Timestamp(seconds: moment.seconds).text(offset: offset(at: moment)) }
}

extension DefaultStringInterpolation {
    /// For logs.
    public mutating func appendInterpolation(utc moment: Timestamp) { appendLiteral(moment.description) }

    /// No text holds a moment without saying by which clock: what the service shows goes by its own zone, logs by UTC. Deprecated, not
    /// unavailable, since the compiler would rather take a general overload than one that is not available.
    @available(*, deprecated, message: "say by which clock: zone.text(moment), or utc: moment in a log")
    public mutating func appendInterpolation(_ moment: Timestamp) { appendLiteral(moment.description) }
}
