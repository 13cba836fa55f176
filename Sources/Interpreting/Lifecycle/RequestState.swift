/// Where a request stands.
public enum RequestState: String, Lifecycle {
    /// Accepted by the service; nobody is being asked at this moment.
    case open
    /// A wave of offers is out.
    case offered
    /// A named interpreter has confirmed.
    case assigned
    /// The conversation is going on.
    case started
    case completed
    /// Withdrawn by the requester or a coordinator.
    case cancelled
    /// The honest "we did not manage": no one could be found in time.
    case unfilled
    /// The interpreter did not appear.
    case noShow = "no-show"

    public static let initial: [RequestState] = [.open]

    public static let transitions: [(from: RequestState, to: RequestState)] = [
        (.open, .offered), (.open, .assigned), (.open, .cancelled), (.open, .unfilled),
        (.offered, .open), (.offered, .assigned), (.offered, .cancelled), (.offered, .unfilled),
        (.assigned, .open), (.assigned, .started), (.assigned, .cancelled), (.assigned, .noShow),
        (.started, .completed),
    ]
}

/// Where an offer to one interpreter stands.
public enum OfferState: String, Lifecycle {
    case made, accepted, declined, expired
    /// Taken back: somebody else accepted, or the request was cancelled, amended or held.
    case withdrawn

    public static let initial: [OfferState] = [.made]

    public static let transitions: [(from: OfferState, to: OfferState)] = [
        (.made, .accepted), (.made, .declined), (.made, .expired), (.made, .withdrawn),
    ]
}

/// Where the appointment of one interpreter to one request stands.
public enum AssignmentState: String, Lifecycle {
    case confirmed, started, completed
    /// Given back by the interpreter or taken away by a coordinator; the request is open again.
    case released
    /// Given up by the requester, who cancelled the request or amended it with `reopen=yes`. The fee follows from its end.
    case cancelled
    case noShow = "no-show"

    public static let initial: [AssignmentState] = [.confirmed]

    public static let transitions: [(from: AssignmentState, to: AssignmentState)] = [
        (.confirmed, .started), (.confirmed, .released), (.confirmed, .cancelled), (.confirmed, .noShow),
        (.started, .completed),
    ]

    /// Live assignments take the interpreter's time: no two of one interpreter may overlap.
    public var isLive: Bool { self == .confirmed || self == .started }

    /// It takes place or took place: its minutes count for hours of the day and the week, and it is followed by a rest.
    public var isWork: Bool { isLive || self == .completed }
}
