/// What happened; the raw value is the word on the wire.
public enum EventKind: String, Hashable, Codable, Sendable, CaseIterable {
    case organisationAdded = "ORGANISATION-ADDED"
    case organisationChanged = "ORGANISATION-CHANGED"
    case establishmentAdded = "ESTABLISHMENT-ADDED"
    case agreementAdded = "AGREEMENT-ADDED"
    case agreementEnded = "AGREEMENT-ENDED"
    case userAdded = "USER-ADDED"
    case userDisabled = "USER-DISABLED"
    case userEnabled = "USER-ENABLED"
    case tokenIssued = "TOKEN-ISSUED"
    case tokenRevoked = "TOKEN-REVOKED"
    case tokenExpired = "TOKEN-EXPIRED"
    case interpreterAdded = "INTERPRETER-ADDED"
    case interpreterChanged = "INTERPRETER-CHANGED"
    case calendarChanged = "CALENDAR-CHANGED"
    case dutyOn = "DUTY-ON"
    case dutyOff = "DUTY-OFF"
    /// Nobody is there to be rung; duty goes on when somebody is.
    case dutyHeld = "DUTY-HELD"
    case dutyResumed = "DUTY-RESUMED"

    case requestOpened = "REQUEST-OPENED"
    case requestAmended = "REQUEST-AMENDED"
    /// A wave of offers went out.
    case requestOffered = "REQUEST-OFFERED"
    /// Nobody is being asked any more for now: the wave ended, or the assignment fell away.
    case requestReopened = "REQUEST-REOPENED"
    case requestHeld = "REQUEST-HELD"
    case requestResumed = "REQUEST-RESUMED"
    case requestCancelled = "REQUEST-CANCELLED"
    case requestUnfilled = "REQUEST-UNFILLED"

    case offerMade = "OFFER-MADE"
    case offerDeclined = "OFFER-DECLINED"
    case offerExpired = "OFFER-EXPIRED"
    case offerWithdrawn = "OFFER-WITHDRAWN"

    case assignmentConfirmed = "ASSIGNMENT-CONFIRMED"
    /// Its journey begins at another time: the interpreter has another home.
    case assignmentMoved = "ASSIGNMENT-MOVED"
    /// Confirmed work no longer fits, or does again.
    case assignmentAttention = "ASSIGNMENT-ATTENTION"
    case assignmentStarted = "ASSIGNMENT-STARTED"
    case assignmentCompleted = "ASSIGNMENT-COMPLETED"
    case assignmentReleased = "ASSIGNMENT-RELEASED"
    case assignmentCancelled = "ASSIGNMENT-CANCELLED"
    case assignmentNoShow = "ASSIGNMENT-NO-SHOW"

    /// What `SUBSCRIBE topics=(…)` calls it.
    public var topic: Topic {
        switch self {
        case .requestOpened, .requestAmended, .requestOffered, .requestReopened, .requestHeld, .requestResumed, .requestCancelled,
            .requestUnfilled:
            .requests
        case .offerMade, .offerDeclined, .offerExpired, .offerWithdrawn: .offers
        case .assignmentConfirmed, .assignmentMoved, .assignmentAttention, .assignmentStarted, .assignmentCompleted, .assignmentReleased,
            .assignmentCancelled, .assignmentNoShow:
            .assignments
        case .calendarChanged, .dutyOn, .dutyOff, .dutyHeld, .dutyResumed: .calendar
        case .organisationAdded, .organisationChanged, .establishmentAdded, .agreementAdded, .agreementEnded, .userAdded,
            .userDisabled, .userEnabled, .tokenIssued, .tokenRevoked, .tokenExpired, .interpreterAdded, .interpreterChanged:
            .registry
        }
    }
}

/// A part of the events that can be subscribed to.
public enum Topic: String, Hashable, Codable, Sendable, CaseIterable {
    case requests, offers, assignments, calendar, registry
}
