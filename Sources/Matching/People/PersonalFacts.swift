import Interpreting
import Rules

/// What the checks of a person ask for. The books answer it, and plain values answer it faster; one set of checks decides by either.
protocol PersonalFacts {
    var id: InterpreterID { get }
    var isActive: Bool { get }
    /// From then on nobody can log in for the interpreter.
    var loginEnds: Timestamp { get }
    var gender: Gender { get }
    var modalities: ModalitySet { get }
    var dutyModalities: ModalitySet { get }
    var duty: Interval? { get }
    /// How many languages there are.
    var competenceCount: Int { get }
    /// The place of a language among those of the examination; nil when it does not serve.
    func rank(ofCompetence place: Int, in examination: Examination) -> Int?
    func level(ofCompetence place: Int) -> CertificateLevel
    /// Whether the interpreter states the dialect with the language.
    func speaks(_ dialect: String, ofCompetence place: Int) -> Bool
    /// Whether it is the pool of the agency that answers for the job.
    func isInOwnPool(in examination: Examination) -> Bool
    /// One of the examination's.
    func isIn(pool: Int, in examination: Examination) -> Bool
}

/// As it stands in the books.
struct RegisteredFacts: PersonalFacts {
    let dossier: Dossier

    var id: InterpreterID { dossier.interpreter.id }
    var isActive: Bool { dossier.interpreter.isActive }
    var loginEnds: Timestamp { dossier.loginEnds }
    var gender: Gender { dossier.interpreter.gender }
    var modalities: ModalitySet { dossier.modalities }
    var dutyModalities: ModalitySet { dossier.dutyModalities }
    var duty: Interval? { dossier.duty }
    var competenceCount: Int { dossier.interpreter.competences.count }

    func rank(ofCompetence place: Int, in examination: Examination) -> Int? {
        examination.languages.firstIndex(of: dossier.interpreter.competences[place].language)
    }

    func level(ofCompetence place: Int) -> CertificateLevel { dossier.interpreter.competences[place].level }

    func speaks(_ dialect: String, ofCompetence place: Int) -> Bool {
        dossier.interpreter.competences[place].dialects.contains(dialect)
    }

    func isInOwnPool(in examination: Examination) -> Bool { dossier.interpreter.pools.contains(examination.job.agency) }

    func isIn(pool: Int, in examination: Examination) -> Bool {
        dossier.interpreter.pools.contains(examination.pools[pool].code)
    }
}
