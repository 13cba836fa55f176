import Interpreting
import Rules

/// Everybody who is considered for a job. Who is sent away at first sight is never taken out of the books.
public struct Speakers: Sendable {
    public let ids: [InterpreterID]
    /// What a fair share is among them: their average of ``Candidate/recentMinutes``.
    public let fairMinutes: Int
    private let profiles: Profiles?

    public var isEmpty: Bool { ids.isEmpty }

    /// - Parameter ids: ascending.
    public init(_ ids: [InterpreterID], fairMinutes: Int, profiles: Profiles) {
        self.ids = ids
        self.fairMinutes = fairMinutes
        self.profiles = profiles
    }

    /// In any order; each of them will be looked at closely.
    init(_ candidates: [Candidate]) {
        ids = candidates.map(\.interpreter.id)
        fairMinutes = candidates.isEmpty ? 0 : candidates.reduce(0) { $0 + $1.recentMinutes } / candidates.count
        profiles = nil
    }

    /// Examines everybody, in the order of `ids`.
    /// - Parameters:
    ///   - prospect: by place in `ids`; asked for those who are not sent away at first sight, when the work is on demand. Nil when there is
    ///     more to consider.
    ///   - candidate: asked for all others who are not sent away. Nil leaves somebody out.
    func examined(
        by examination: Examination, prospect: (Int) -> Prospect?, candidate: (Int) -> Candidate?,
        suitable: (Int, Standing, Examination.Pick, Fit) -> Void, excluded: (Int, HardConstraint) -> Void = { _, _ in }
    ) {
        let ids = ids
        func look(_ place: Int, _ known: Examination.Pick? = nil) {
            guard let candidate = candidate(place) else { return }
            switch examination.examined(candidate, known: known) {
            case .suitable(let pick, let fit): suitable(place, Standing(candidate), pick, fit)
            case .excluded(let constraint): excluded(place, constraint)
            }
        }
        guard let sight = profiles.flatMap({ Sight(examination, $0) }) else { return ids.indices.forEach { look($0) } }
        for place in ids.indices {
            switch sight.examined(ids[place]) {
            case .excluded(let constraint): excluded(place, constraint)
            case .suitable(let pick):
                if examination.job.isOnDemand, let prospect = prospect(place), let fit = examination.unhindered(prospect.outlook) {
                    suitable(place, prospect.standing, pick, fit)
                } else {
                    look(place, pick)
                }
            case .unclear: look(place)
            }
        }
    }
}
