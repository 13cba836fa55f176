import Interpreting

/// The profiles of all interpreters by number.
public struct Profiles: Sendable {
    private var all: ContiguousArray<Profile> = []
    private(set) var languages = Numbering<LanguageTag>()
    private(set) var pools = Numbering<AgencyCode>()

    public init() {}

    /// That of somebody who is not known is not whole.
    @inline(__always)
    subscript(id: InterpreterID) -> Profile {
        let place = Int(id.number) - 1
        return all.indices.contains(place) ? all[place] : Profile()
    }

    /// Nil for whom the register does not know (any more).
    /// - Parameter loginEnds: see ``Dossier/loginEnds``.
    public mutating func set(_ id: InterpreterID, _ interpreter: Interpreter?, loginEnds: Timestamp = .distantFuture) {
        guard id.number >= 1 else { return }
        while all.count < id.number { all.append(Profile()) }
        all[Int(id.number) - 1] = interpreter.flatMap { profile(of: $0) } ?? Profile()
        all[Int(id.number) - 1].loginEnds = loginEnds
    }

    /// Nil when there are more languages or pools than a profile has room for.
    private mutating func profile(of interpreter: Interpreter) -> Profile? {
        var profile = Profile()
        guard interpreter.competences.count <= EightOctets.count else { return nil }
        for (place, competence) in interpreter.competences.enumerated() {
            guard let number = languages.numbered(competence.language) else { return nil }
            profile.languages[place] = number
            if competence.level == .trained { profile.trained |= 1 << UInt8(place) }
        }
        profile.competenceCount = UInt8(interpreter.competences.count)
        for pool in interpreter.pools {
            guard let number = pools.numbered(pool) else { return nil }
            profile.pools |= 1 << UInt64(number)
        }
        profile.modalities = ModalitySet(interpreter.modalities)
        if let duty = interpreter.duty, duty.heldSince == nil {
            profile.duty = Interval(start: duty.since, end: duty.until)
            profile.dutyModalities = ModalitySet(duty.modalities)
        }
        profile.gender = interpreter.gender
        profile.isActive = interpreter.isActive
        profile.isWhole = true
        return profile
    }
}
