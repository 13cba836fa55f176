/// One request proposed to one interpreter.
public struct Offer: Identified, Hashable, Codable {
    public static let letter: Character = "O"

    public let id: OfferID
    public var version: Int
    public var state: OfferState
    public var request: RequestID
    public var interpreter: InterpreterID
    /// 1 for the request's first wave.
    public var wave: Int
    public var modality: Modality
    public var madeAt: Timestamp
    public var expiresAt: Timestamp
    public var answeredAt: Timestamp?
    /// Journey in minutes as scored, 0 when remote.
    public var travelMinutes: Int
    /// The total soft cost in points with which it was ranked, at most `costLimit`; lower is better.
    public var cost: Int
    /// What was asked of the interpreter, whatever becomes of the request; nil of offers that were made before it was kept.
    public var terms: Terms?
    /// Why an offer is withdrawn when somebody else has the work: was faster, or was given it by a coordinator.
    public static let taken = "taken"
    public static let givenToAnother = "given-to-another"
    /// What the tables keep, in 32 bits; rules may give points that add up to more.
    public static let costLimit = Int(Int32.max)

    public init(
        id: OfferID, version: Int = 1, state: OfferState = .made, request: RequestID, interpreter: InterpreterID, wave: Int,
        modality: Modality, madeAt: Timestamp, expiresAt: Timestamp, answeredAt: Timestamp? = nil, travelMinutes: Int, cost: Int,
        terms: Terms? = nil
    ) {
        self.id = id
        self.version = version
        self.state = state
        self.request = request
        self.interpreter = interpreter
        self.wave = wave
        self.modality = modality
        self.madeAt = madeAt
        self.expiresAt = expiresAt
        self.answeredAt = answeredAt
        self.travelMinutes = travelMinutes
        self.cost = cost
        self.terms = terms
    }

    /// The parts of a request that may be amended, and that whoever is asked decides upon.
    public struct Terms: Hashable, Codable, Sendable {
        public var complexity: Complexity
        /// Booked minutes of interpreted conversation.
        public var minutes: Int
        public var start: Timestamp
        public var place: MunicipalityCode

        public init(complexity: Complexity, minutes: Int, start: Timestamp, place: MunicipalityCode) {
            self.complexity = complexity
            self.minutes = minutes
            self.start = start
            self.place = place
        }

        public init(_ need: Need) {
            self.init(complexity: need.complexity, minutes: need.minutes, start: need.start, place: need.place)
        }
    }
}
