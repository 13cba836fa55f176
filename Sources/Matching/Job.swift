import Interpreting
import Rules

/// What is to be matched: a request, reduced to what deciding needs, so that a relaxation can change exactly one thing of it.
public struct Job: Hashable, Sendable {
    public var language: LanguageTag
    /// Of the language, as a wish.
    public var dialect: String?
    public var complexity: Complexity
    /// What about the conversation may exclude a modality.
    public var circumstances: Circumstances
    public var modality: Modality
    /// Modalities consented to beforehand, in the requester's order.
    public var fallback: [Modality]
    /// The conversation itself, without journeys and buffers.
    public var talk: Interval
    /// Where the conversation takes place. Only on-site work travels to it.
    public var place: MunicipalityCode
    /// The agency that answers for the request; its own pool is asked first.
    public var agency: AgencyCode
    /// To begin at once with somebody on duty: no window of availability is needed.
    public var isOnDemand: Bool
    public var priority: Priority
    public var gender: Gender?
    /// Whether `gender` is a condition rather than a wish.
    public var genderIsRequired: Bool
    public var caseReference: String?
    /// Interpreters not asked again: they said no, gave it back, or were excluded when a coordinator took it back. Ascending.
    public var exhausted: [InterpreterID]
    /// Those who did not answer, ascending by interpreter.
    public var silences: [Silence]
    /// Interpreters that the organisation or a coordinator excludes. Ascending.
    public var excluded: [InterpreterID]
    /// Mutual aid between pools waits from here.
    public var submittedAt: Timestamp
    /// Agencies whose pools serve at once, without the waiting time of mutual aid. Ascending.
    public var openPools: [AgencyCode]
    /// Somebody has said yes already, to the service or to a coordinator: that nobody can log in to say so does not matter.
    public var isAgreed = false
    /// Work on demand is rung for so long: the conversation may begin at any time until then, and has to be possible all the while.
    public var ring = Span.zero
    /// What a fair share is at this moment: the pool's average of ``Candidate/recentMinutes``.
    public var fairMinutes: Int

    /// The job that `request` asks for; `modality` and `start` replace those of the request.
    /// - Parameters:
    ///   - excluded: interpreters that the organisation or a coordinator excludes.
    ///   - fairMinutes: the pool's average of ``Candidate/recentMinutes``.
    public init(
        _ request: Request, modality: Modality? = nil, start: Timestamp? = nil,
        excluded: [InterpreterID] = [], fairMinutes: Int = 0
    ) {
        let need = request.need
        language = need.language
        dialect = need.dialect
        complexity = need.complexity
        circumstances = Circumstances(documents: need.documents, participants: need.participants, emotional: need.emotional)
        fallback = need.fallback
        self.modality = modality ?? request.modality
        talk = Interval(start: start ?? need.start, length: .minutes(need.minutes))
        place = need.place
        agency = request.agency
        isOnDemand = need.isOnDemand
        priority = need.priority
        gender = need.gender
        genderIsRequired = need.genderIsRequired
        caseReference = need.caseReference
        exhausted = request.progress.exhausted
        silences = []
        submittedAt = request.submittedAt
        self.excluded = excluded.sorted()
        openPools = []
        self.fairMinutes = fairMinutes
    }

    /// Booked minutes of conversation.
    public var minutes: Int { talk.length.minutes }

    /// Where the interpreter has to be for it; nil when it is done from wherever the interpreter is.
    public var destination: MunicipalityCode? { modality.isRemote ? nil : place }

    /// The place among ``silences`` of somebody who did not answer the question before.
    @inline(__always)
    func silence(of interpreter: InterpreterID) -> Int? {
        if silences.isEmpty { return nil }
        let place = silences.partitioningIndex { $0.interpreter >= interpreter }
        return place < silences.count && silences[place].interpreter == interpreter ? place : nil
    }

    /// The same conversation beginning at `start`.
    public func moved(to start: Timestamp) -> Job {
        var job = self
        job.talk = Interval(start: start, length: talk.length)
        return job
    }
}

extension Interval {
    init(start: Timestamp, length: Span) { self.init(start: start, end: start + length) }
}
