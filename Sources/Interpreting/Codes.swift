/// How the interpreter takes part.
public enum Modality: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case telephone, video, onsite

    /// Its place among all modalities, from 0.
    public var rank: Int {
        switch self {
        case .telephone: 0
        case .video: 1
        case .onsite: 2
        }
    }
    public static func < (left: Modality, right: Modality) -> Bool { left.rank < right.rank }
    /// Telephone and video are done from wherever the interpreter is.
    public var isRemote: Bool { self != .onsite }
}

/// What kind of conversation it is.
public enum Complexity: String, Hashable, Sendable, Codable, CaseIterable {
    /// An appointment, a form, an address.
    case practical
    /// Something is explained: a procedure, a school report.
    case informative
    /// Complex or emotional: bad news, a diagnosis, a conflict.
    case complex
}

/// A language by its BCP 47 tag as in `rules/languages.yaml`: `ti`, `fa-AF`, `apc`.
public struct LanguageTag: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let text: String
    @usableFromInline let key: ShortKey

    /// Tags that were given up, with what they mean now: what was stored under the old one is read as the new one.
    private static let renamed = ["ar": "arb"]

    public init(_ text: String) {
        self.text = LanguageTag.renamed[text] ?? text
        key = ShortKey(self.text)
    }

    public var description: String { text }
    public static func < (left: LanguageTag, right: LanguageTag) -> Bool { left.text < right.text }
    @inlinable
    public static func == (left: LanguageTag, right: LanguageTag) -> Bool {
        left.key == right.key && (left.key.isWhole || left.text == right.text)
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }

    public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// An agency by its code in `rules/agencies.yaml`: `atlas`, `amal`, `brussel-onthaal`, `agii`.
public struct AgencyCode: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let text: String
    @usableFromInline let key: ShortKey

    public init(_ text: String) {
        self.text = text
        key = ShortKey(text)
    }

    public var description: String { text }
    public static func < (left: AgencyCode, right: AgencyCode) -> Bool { left.text < right.text }
    @inlinable
    public static func == (left: AgencyCode, right: AgencyCode) -> Bool {
        left.key == right.key && (left.key.isWhole || left.text == right.text)
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }

    public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A municipality by its five-digit NIS code (Statbel), for instance 12025 for Mechelen.
public struct MunicipalityCode: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let number: Int
    public init(_ number: Int) { self.number = number }
    public var description: String { String(digits: 24) { $0.put(number, width: 5) } }
    public static func < (left: MunicipalityCode, right: MunicipalityCode) -> Bool { left.number < right.number }

    public init(from decoder: any Decoder) throws { number = try decoder.singleValueContainer().decode(Int.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

/// The sectors of the service's yearly figures.
public enum Sector: String, Hashable, Sendable, Codable, CaseIterable {
    case welfare, education
    case publicServices = "public-services"
    case health, reception, other
}

/// What a principal may be.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    case requester, interpreter, coordinator, admin
    /// A service that reaches interpreters by telephone and answers in their name.
    case gateway

    /// Sees work as the interpreters do for whom it speaks.
    public var isOfInterpreters: Bool { self == .interpreter || self == .gateway }
}

/// A gender as an interpreter states it and a requester may ask for it.
public enum Gender: String, Hashable, Sendable, Codable, CaseIterable {
    case female, male, other
}

/// How well a person interprets in a language; certified levels are never mixed in a wave.
public enum CertificateLevel: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Certified social interpreter (`sociaal tolk`).
    case certified
    /// Trained, not certified: known to the agency, and not asked.
    case trained

    public static func < (left: CertificateLevel, right: CertificateLevel) -> Bool { left == .trained && right == .certified }
}
