import Interpreting
import Rules
import Yams

@testable import RuleFiles

/// A rule book with one of its files loaded anew.
struct RuleEdition {
    private let base: RuleBook
    /// Nil when the file has problems.
    private(set) var book: RuleBook?

    init(_ base: RuleBook) {
        self.base = base
        book = base
    }

    func with(_ file: String, _ tree: Node) -> RuleEdition {
        var edition = self
        edition.book = try? edition.loaded(file, tree)
        return edition
    }

    private func loaded(_ file: String, _ tree: Node) throws -> RuleBook? {
        let log = ProblemLog(directory: "rules")
        guard let top = FieldReader(tree, file: file, log: log, expected: "a file") else { return nil }
        func part<Part>(_ build: Build<Part>?) throws -> Part? {
            top.close()
            guard let build, log.count == 0 else { throw Refused() }
            return try build()
        }
        var (languages, agencies, modality, matching, offers) = (base.languages, base.agencies, base.modality, base.matching, base.offers)
        var (travel, working, cancellation, tariffs) = (base.travel, base.working, base.cancellation, base.tariffs)
        var (aid, calendar, weeklyEntries) = (base.aid, base.calendar, base.weeklyEntries)
        switch file {
        case "languages.yaml": languages = try part(LanguagesFile.read(top, others: [], subtags: Subtags([]))) ?? languages
        case "agencies.yaml": agencies = try part(AgenciesFile.read(top, gazetteer: base.gazetteer)) ?? agencies
        case "modality.yaml": modality = try part(ModalityFile.read(top)) ?? modality
        case "matching.yaml": matching = try part(MatchingFile.read(top)) ?? matching
        case "offers.yaml": offers = try part(OffersFile.read(top)) ?? offers
        case "travel.yaml": travel = try part(TravelFile.read(top, gazetteer: base.gazetteer)) ?? travel
        case "working.yaml": working = try part(WorkingFile.read(top)) ?? working
        case "cancellation.yaml": cancellation = try part(CancellationFile.read(top)) ?? cancellation
        case "tariffs.yaml": tariffs = try part(TariffsFile.read(top)) ?? tariffs
        case "aid.yaml": aid = try part(AidFile.read(top)) ?? aid
        case "calendar.yaml":
            if let days = try part(CalendarFile.read(top, zones: ZoneLoader())) {
                (calendar, weeklyEntries) = (days.calendar, days.weeklyEntries)
            }
        default: return nil
        }
        return RuleBook(
            languages: languages, agencies: agencies, modality: modality, matching: matching, offers: offers, travel: travel,
            working: working, cancellation: cancellation, tariffs: tariffs, aid: aid, gazetteer: base.gazetteer,
            calendar: calendar, weeklyEntries: weeklyEntries,
            rows: base.rows.filter { $0.file != "rules/\(file)" } + log.rows, fingerprint: base.fingerprint)
    }

    private struct Refused: Error {}
}
