import Interpreting

/// One row of the modality table.
public struct ModalityRow: Hashable, Sendable {
    public let complexity: Complexity
    /// Booked minutes for which the row holds, both ends included.
    public let minutes: ClosedRange<Int>
    public let modality: Modality
    /// What else is allowed, best first; used only with the requester's consent given beforehand.
    public let alternatives: [Modality]
    public let rule: RuleReference

    public init(
        complexity: Complexity, minutes: ClosedRange<Int>, modality: Modality, alternatives: [Modality], rule: RuleReference
    ) {
        self.complexity = complexity
        self.minutes = minutes
        self.modality = modality
        self.alternatives = alternatives
        self.rule = rule
    }
}

/// What about a conversation may exclude a modality, besides its length and complexity.
public struct Circumstances: Hashable, Sendable {
    /// No conversation has more.
    public static let mostParticipants = 50

    /// Papers lie on the table.
    public var documents: Bool
    /// Clients taking part besides the professional and the interpreter.
    public var participants: Int
    public var emotional: Bool

    public init(documents: Bool = false, participants: Int = 1, emotional: Bool = false) {
        self.documents = documents
        self.participants = participants
        self.emotional = emotional
    }
}

/// A circumstance that excludes a modality while its switch is on.
public struct ModalityModifier: Hashable, Sendable {
    public enum Condition: Hashable, Sendable {
        case documents
        /// More clients than this take part.
        case participants(over: Int)
        case emotional

        /// Whether the condition holds in those circumstances.
        public func holds(in circumstances: Circumstances) -> Bool {
            switch self {
            case .documents: circumstances.documents
            case .participants(let limit): circumstances.participants > limit
            case .emotional: circumstances.emotional
            }
        }
    }

    public let condition: Condition
    public let excludes: Modality
    /// Off: the row is kept in the file but has no effect.
    public let isOn: Bool
    public let rule: RuleReference

    public init(condition: Condition, excludes: Modality, isOn: Bool, rule: RuleReference) {
        self.condition = condition
        self.excludes = excludes
        self.isOn = isOn
        self.rule = rule
    }
}

/// The modality for a conversation, and what else would do.
public struct ModalityAdvice: Hashable, Sendable {
    public let modality: Modality
    /// Best first, without `modality` and without the excluded ones.
    public let alternatives: [Modality]
    /// What the circumstances or the length exclude, in ascending order, each with the first row that does.
    public let excluded: [ExcludedModality]

    /// Whether the conversation may take place so: as advised, or as an alternative.
    public func allows(_ modality: Modality) -> Bool { modality == self.modality || alternatives.contains(modality) }
}

/// A modality that the circumstances or the length rule out.
public struct ExcludedModality: Hashable, Sendable {
    public let modality: Modality
    public let rule: RuleReference
}

/// When a stated duration looks like that of the conversation without an interpreter.
public struct UninterpretedDuration: Hashable, Sendable {
    public let complexity: Complexity
    /// A stated duration up to this looks too short for a talk through an interpreter.
    public let upTo: Int
    public let rule: RuleReference

    public init(complexity: Complexity, upTo: Int, rule: RuleReference) {
        self.complexity = complexity
        self.upTo = upTo
        self.rule = rule
    }
}
