import Interpreting
import Rules

/// What about a person, whatever the calendar says, may speak against a job.
enum Obstacle {
    case inactive
    case noLogin
    /// Neither the language nor one that may stand in for it.
    case language
    /// Only trained in the language, or in one that may stand in for it when certified.
    case certificate
    case modality
    case notOnDuty
    case dutyIsOver
    case dutyIsLater
    case dutyModality
    /// In no pool that may be asked, or not yet: the place of the first that may be later among ``Examination/pools``.
    case pool(later: Int?)
    case gender
    case solo
    case declinedBefore
    /// Did not answer, and is not asked again yet, or any more: the place among ``Job/silences``.
    case askedRecently(Int), askedEnough(Int)
    case excluded

    var constraint: HardConstraint {
        switch self {
        case .inactive: .inactive
        case .noLogin: .noLogin
        case .language: .language
        case .certificate: .certificate
        case .modality: .modality
        case .notOnDuty, .dutyIsOver, .dutyIsLater, .dutyModality: .duty
        case .pool: .pool
        case .gender: .gender
        case .solo: .solo
        case .declinedBefore: .declinedBefore
        case .askedRecently: .askedRecently
        case .askedEnough: .askedEnough
        case .excluded: .excluded
        }
    }
}

/// The words for them.
extension Examination {
    /// Nil when the constraint's own rule says it.
    func rule(for obstacle: Obstacle) -> RuleReference? {
        switch obstacle {
        case .pool(let later): later.map { pools[$0].rule }
        case .solo: alone.rule
        case .askedRecently(let place), .askedEnough(let place): job.silences[place].again.rule
        default: nil
        }
    }

    func text(_ obstacle: Obstacle, _ interpreter: Interpreter) -> String {
        switch obstacle {
        case .inactive: "not active in the register"
        case .noLogin: "nobody can log in for \(interpreter.id): no user of it has a valid credential"
        case .language: languageText(interpreter)
        case .certificate: certificateText(interpreter)
        case .modality: "offers \(listed(interpreter.modalities)); \(job.modality.rawValue) needed"
        case .notOnDuty: interpreter.duty?.heldSince.map { "on duty, but not to be reached since \(date($0))" } ?? "not on duty"
        case .dutyIsOver: "on duty until \(interpreter.duty.map { date($0.until) } ?? ""); it is \(date(now))"
        case .dutyIsLater: "on duty from \(interpreter.duty.map { date($0.since) } ?? ""); it is \(date(now))"
        case .dutyModality: "on duty for \(listed(interpreter.duty?.modalities ?? [])); \(job.modality.rawValue) needed"
        case .pool(let later): poolText(interpreter, later)
        case .gender: "\(interpreter.gender.rawValue); \(job.gender?.rawValue ?? "another") needed"
        case .solo: "\(job.minutes) minutes, at most \(alone.value) alone by \(job.modality.rawValue)"
        case .declinedBefore: "declined this request or gave it back before"
        case .askedRecently(let place), .askedEnough(let place): silentText(job.silences[place])
        case .excluded: "excluded for this request"
        }
    }

    private func silentText(_ silence: Silence) -> String {
        guard let next = silence.asksAgainAt else {
            return "did not answer \(silence.times) offers, at most \(silence.again.value.atMost) are made for one request"
        }
        return "did not answer the offer that ended \(date(silence.ended)); may be asked again from \(date(next))"
    }

    private func certificateText(_ interpreter: Interpreter) -> String {
        let trained = interpreter.competences.first { languages.contains($0.language) }?.language ?? job.language
        let need = trained == job.language ? "" : " to stand in for \(job.language)"
        return "trained, not certified, in \(trained); a certificate is needed\(need)"
    }

    private func languageText(_ interpreter: Interpreter) -> String {
        let own = interpreter.competences.map(\.language.text).joined(separator: ", ")
        let others = substitutes.isEmpty ? "" : " or a substitute for it (\(substitutes.map(\.offered.text).joined(separator: ", ")))"
        return "interprets \(own.isEmpty ? "nothing" : own); \(job.language)\(others) needed"
    }

    private func listed(_ modalities: [Modality]) -> String {
        modalities.isEmpty ? "nothing" : modalities.map(\.rawValue).joined(separator: ", ")
    }

    private func poolText(_ interpreter: Interpreter, _ later: Int?) -> String {
        if let pool = later.map({ pools[$0] }) { return "in pool \(pool.code), which helps \(job.agency) from \(date(pool.opensAt))" }
        let own = interpreter.pools.map(\.text).joined(separator: ", ")
        return "in the pools \(own.isEmpty ? "of nobody" : own), which do not help \(job.agency)"
    }
}
