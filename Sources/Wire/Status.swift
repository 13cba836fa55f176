/// The code of a final reply: `5.5.1 [INELIGIBLE]`.
public struct Status: Hashable, Sendable, CustomStringConvertible {
    /// The first number.
    public enum Class: UInt8, Hashable, Sendable, CaseIterable {
        /// The command was carried out.
        case done = 2
        /// Not now: the same command may succeed later.
        case tryAgain = 4
        /// Not so: the same command will fail again.
        case refused = 5
    }

    /// The second number's meaning: what the status is about.
    public enum Subject: UInt8, Hashable, Sendable, CaseIterable {
        case general = 0, syntax, identity, object, state, rule, limit, store
    }

    /// Whether it was done, and whether trying again makes sense.
    public let `class`: Class

    /// What it is about, 0 to 99; those in use are in ``Subject``.
    public let subject: UInt8

    /// What exactly, 0 to 999.
    public let detail: UInt16

    /// A word for programs and people; nothing when all went well.
    public let name: String?

    /// - Parameters:
    ///   - subject: larger numbers than 99 become 99.
    ///   - detail: larger numbers than 999 become 999.
    ///   - name: a letter, then letters, digits or `-`.
    public init(_ class: Class, _ subject: UInt8, _ detail: UInt16, _ name: String? = nil) {
        self.class = `class`
        self.subject = min(subject, 99)
        self.detail = min(detail, 999)
        self.name = name
    }

    init(_ class: Class, _ subject: Subject, _ detail: UInt16, _ name: String? = nil) {
        self.init(`class`, subject.rawValue, detail, name)
    }

    /// The three numbers: `5.5.1`.
    public var code: String { "\(`class`.rawValue).\(subject).\(detail)" }

    public var description: String { name.map { "\(code) [\($0)]" } ?? code }

    /// Done, and yet not what was hoped for.
    public var isDisappointing: Bool { `class` == .done && name != nil }

    /// `OK` for what was done, `BAD` for syntax, `NO` for the rest.
    public var outcome: ServerLine.Outcome {
        if `class` == .done { return .ok }
        return subject == Subject.syntax.rawValue ? .bad : .no
    }
}
