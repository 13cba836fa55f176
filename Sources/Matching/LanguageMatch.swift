import Interpreting
import Rules

/// By which of the interpreter's languages a job would be served.
public struct LanguageMatch: Hashable, Sendable {
    /// The language of the interpreter's certificate or training.
    public let language: LanguageTag
    public let level: CertificateLevel
    /// Its place among the interpreter's languages, 0 being the strongest.
    public let place: Int
    /// The row that lets it stand in for the language asked for; nil when it is that language.
    public let substitute: Substitute?

    public init(language: LanguageTag, level: CertificateLevel, place: Int, substitute: Substitute?) {
        self.language = language
        self.level = level
        self.place = place
        self.substitute = substitute
    }
}
