/// The appointment of one interpreter to one request.
public struct Assignment: Identified, Hashable, Codable {
    public static let letter: Character = "A"

    public let id: AssignmentID
    public var version: Int
    public var state: AssignmentState
    public var request: RequestID
    public var interpreter: InterpreterID
    public var modality: Modality
    /// Where the conversation takes place; nil when the interpreter works from home.
    public var place: MunicipalityCode?
    /// The conversation itself.
    public var talk: Interval
    /// The interpreter's time it takes: from departure (or preparation) to the end of the rest after it.
    /// No two live assignments of one interpreter overlap here; the database enforces the same.
    public var during: Interval
    /// Minutes of the journey to it.
    public var travelMinutes: Int
    /// Great-circle metres of the journey to it.
    public var travelMetres: Int
    public var confirmedAt: Timestamp
    public var startedAt: Timestamp?
    public var endedAt: Timestamp?
    /// When the engine looks at it by itself: a start or an end that nobody reported.
    public var nextStepAt: Timestamp?
    /// The offer that was accepted; nil when a coordinator assigned by hand.
    public var fromOffer: OfferID?

    public init(
        id: AssignmentID, version: Int = 1, state: AssignmentState = .confirmed, request: RequestID, interpreter: InterpreterID,
        modality: Modality, place: MunicipalityCode?, talk: Interval, during: Interval, travelMinutes: Int, travelMetres: Int,
        confirmedAt: Timestamp, startedAt: Timestamp? = nil, endedAt: Timestamp? = nil, nextStepAt: Timestamp? = nil,
        fromOffer: OfferID? = nil
    ) {
        self.id = id
        self.version = version
        self.state = state
        self.request = request
        self.interpreter = interpreter
        self.modality = modality
        self.place = place
        self.talk = talk
        self.during = during
        self.travelMinutes = travelMinutes
        self.travelMetres = travelMetres
        self.confirmedAt = confirmedAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.nextStepAt = nextStepAt
        self.fromOffer = fromOffer
    }

    /// The conversation as it counts for hours and rest: a finished one from its START to its end, any other as agreed.
    public var conversation: Interval {
        guard state == .completed, let startedAt, let endedAt, startedAt <= endedAt else { return talk }
        return Interval(start: startedAt, end: endedAt)
    }
}
