import Interpreting
import Rules

/// An examination put in the numbers of ``Profiles``: says what is to be said of a person without a look into the books.
final class Sight {
    private let examination: Examination
    private let profiles: Profiles
    /// By number of a language: its place among those that serve, from 1; 0 for one that does not.
    private let ranks: [UInt8]
    private let ownPool: UInt64
    /// Bits of ``Examination/pools``.
    private let pools: [UInt64]

    /// Nil when more pools may be asked than a word has bits, and for a dialect, which profiles do not hold.
    init?(_ examination: Examination, _ profiles: Profiles) {
        guard examination.pools.count <= UInt64.bitWidth, examination.job.dialect == nil else { return nil }
        self.examination = examination
        self.profiles = profiles
        var ranks = [UInt8](repeating: 0, count: Numbering<LanguageTag>.room)
        for (rank, language) in examination.languages.enumerated().reversed() {
            if let number = profiles.languages[language] { ranks[Int(number)] = UInt8(clamping: rank + 1) }
        }
        self.ranks = ranks
        ownPool = profiles.pools.bit(of: examination.job.agency)
        pools = examination.pools.map { profiles.pools.bit(of: $0.code) }
    }

    enum Finding {
        case excluded(HardConstraint)
        /// Nothing about the person speaks against it.
        case suitable(Examination.Pick)
        /// There is more to this person than a profile holds.
        case unclear
    }

    @inline(__always)
    func examined(_ id: InterpreterID) -> Finding {
        let profile = profiles[id]
        guard profile.isWhole else { return .unclear }
        var first: HardConstraint?
        do throws(EnoughSaid) {
            let facts = facts(of: id, profile)
            let pick = try examination.person(facts) { obstacle throws(EnoughSaid) in
                first = obstacle.constraint
                throw EnoughSaid()
            }
            if let pick { return .suitable(pick) }
        } catch {}
        return first.map { .excluded($0) } ?? .unclear
    }

    /// Translates what the checks ask for; they copy nothing then that somebody counts references to.
    @inline(__always)
    private func facts(of id: InterpreterID, _ profile: Profile) -> Facts {
        var facts = Facts(id: id, profile: profile, isInOwnPool: profile.pools & ownPool != 0)
        for place in 0..<Int(profile.competenceCount) { facts.ranks[place] = ranks[Int(profile.languages[place])] }
        if !facts.isInOwnPool {
            for place in pools.indices where profile.pools & pools[place] != 0 { facts.pools |= 1 << UInt64(place) }
        }
        return facts
    }

    /// As it stands in a profile.
    private struct Facts: PersonalFacts {
        let id: InterpreterID
        let profile: Profile
        let isInOwnPool: Bool
        /// Of each language from 1, 0 when it does not serve.
        var ranks = EightOctets()
        /// A bit for each of the examination's pools.
        var pools: UInt64 = 0

        var isActive: Bool { profile.isActive }
        var loginEnds: Timestamp { profile.loginEnds }
        var gender: Gender { profile.gender }
        var modalities: ModalitySet { profile.modalities }
        var dutyModalities: ModalitySet { profile.dutyModalities }
        var duty: Interval? { profile.duty }
        var competenceCount: Int { Int(profile.competenceCount) }

        func rank(ofCompetence place: Int, in examination: Examination) -> Int? {
            ranks[place] == 0 ? nil : Int(ranks[place]) - 1
        }

        /// Never asked: a job for a dialect is not examined by profiles.
        func speaks(_ dialect: String, ofCompetence place: Int) -> Bool { false }
        func level(ofCompetence place: Int) -> CertificateLevel { profile.trained >> UInt8(place) & 1 == 1 ? .trained : .certified }
        func isInOwnPool(in examination: Examination) -> Bool { isInOwnPool }
        func isIn(pool: Int, in examination: Examination) -> Bool { pools >> UInt64(pool) & 1 == 1 }
    }
}
