import Interpreting
import Rules

/// Makes a rule book of the texts of its files, or finds all that is wrong with them.
struct RuleCompiler {
    private let files: RuleFileSet
    private let zones: ZoneLoader
    private let log: ProblemLog

    init(files: RuleFileSet, zones: ZoneLoader) {
        self.files = files
        self.zones = zones
        log = ProblemLog(directory: files.directory)
    }

    func compile() -> (book: RuleBook?, problems: [Problem]) {
        let gazetteer = gazetteer()
        // Without a gazetteer the rows can still be read, but not be checked against it.
        let places = gazetteer ?? Gazetteer([])
        let others = table("other-languages.csv", OtherLanguagesFile.read)
        let subtags = table("subtags.csv", SubtagsFile.read)
        let languages = part("languages.yaml", after: others != nil && subtags != nil) {
            LanguagesFile.read($0, others: others ?? [], subtags: Subtags(subtags ?? []))
        }
        let agencies = part("agencies.yaml", after: gazetteer != nil) { AgenciesFile.read($0, gazetteer: places) }
        let modality = part("modality.yaml", ModalityFile.read)
        let matching = part("matching.yaml", MatchingFile.read)
        let offers = part("offers.yaml", OffersFile.read)
        let travel = part("travel.yaml", after: gazetteer != nil) { TravelFile.read($0, gazetteer: places) }
        let working = part("working.yaml", WorkingFile.read)
        let cancellation = part("cancellation.yaml", CancellationFile.read)
        let tariffs = part("tariffs.yaml", TariffsFile.read)
        let aid = part("aid.yaml", AidFile.read)
        let days = part("calendar.yaml") { CalendarFile.read($0, zones: zones) }
        guard log.count == 0, let gazetteer, let languages, let agencies, let modality, let matching, let offers, let travel,
            let working, let cancellation, let tariffs, let aid, let days
        else { return (nil, log.problems) }
        log.report(RuleProblems(modality.idleLimits(working)), in: "working.yaml")
        guard log.count == 0 else { return (nil, log.problems) }
        let book = RuleBook(
            languages: languages, agencies: agencies, modality: modality, matching: matching, offers: offers, travel: travel,
            working: working, cancellation: cancellation, tariffs: tariffs, aid: aid, gazetteer: gazetteer,
            calendar: days.calendar, weeklyEntries: days.weeklyEntries, rows: log.rows, fingerprint: files.fingerprint)
        return (book, [])
    }

    /// The municipalities with their other names.
    private func gazetteer() -> Gazetteer? {
        let places = table("gazetteer.csv", GazetteerFile.read)
        let names = table("place-names.csv") { PlaceNamesFile.read(file: $0, text: $1, places: places ?? Gazetteer([]), log: $2) }
        guard let places, let names else { return nil }
        return Gazetteer(places.all, otherNames: names.other, elsewhere: names.elsewhere)
    }

    /// What a table of lines holds; nil after reports.
    private func table<Part>(_ file: String, _ read: (String, String, ProblemLog) -> Part?) -> Part? {
        files.text(file, log: log).flatMap { read(file, $0, log) }
    }

    /// One part of the book from its file; nil after reports.
    /// - Parameter ready: false when a file that this one refers to could not be read: rows are read, but not put together.
    private func part<Part>(_ file: String, after ready: Bool = true, _ read: (FieldReader) -> Build<Part>?) -> Part? {
        let before = log.count
        guard let text = files.text(file, log: log), let root = YamlDocument.root(file: file, text: text, log: log),
            let top = FieldReader(root, file: file, log: log, expected: "the keys of \(file)")
        else { return nil }
        let build = read(top)
        top.close()
        guard let build, ready, log.count == before else { return nil }
        do throws(RuleProblems) { return try build() } catch {
            log.report(error, in: file)
            return nil
        }
    }
}
