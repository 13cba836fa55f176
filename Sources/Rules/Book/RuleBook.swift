import Interpreting

/// All rules in force, compiled: each decision made from it cites the row that made it.
public struct RuleBook: Sendable {
    public let languages: LanguageRules
    public let agencies: AgencyRules
    public let modality: ModalityRules
    public let matching: MatchingRules
    public private(set) var offers: OfferRules
    public let travel: TravelRules
    public let working: WorkingRules
    public let cancellation: CancellationRules
    public let tariffs: TariffRules
    public let aid: AidRules
    public let gazetteer: Gazetteer
    public let calendar: ServiceCalendar
    public let weeklyEntries: WeeklyEntryRules
    /// Every row of every file, by file and line.
    public let rows: [RuleReference]
    /// Names the content of all rule files: equal texts have equal fingerprints.
    public let fingerprint: String

    public init(
        languages: LanguageRules, agencies: AgencyRules, modality: ModalityRules, matching: MatchingRules, offers: OfferRules,
        travel: TravelRules, working: WorkingRules, cancellation: CancellationRules, tariffs: TariffRules,
        aid: AidRules, gazetteer: Gazetteer, calendar: ServiceCalendar, weeklyEntries: WeeklyEntryRules, rows: [RuleReference],
        fingerprint: String
    ) {
        self.languages = languages
        self.agencies = agencies
        self.modality = modality
        self.matching = matching
        self.offers = offers
        self.travel = travel
        self.working = working
        self.cancellation = cancellation
        self.tariffs = tariffs
        self.aid = aid
        self.gazetteer = gazetteer
        self.calendar = calendar
        self.weeklyEntries = weeklyEntries
        self.rows = rows.sorted { ($0.file, $0.line, $0.id) < ($1.file, $1.line, $1.id) }
        self.fingerprint = fingerprint
    }

    /// The same book with other rules for offers: what a study compares.
    public func with(offers: OfferRules) -> RuleBook {
        var book = self
        book.offers = offers
        return book
    }

    /// The row with that id, for instance `modality.complex-over-60`.
    public func row(_ id: String) -> RuleReference? { rows.first { $0.id == id } }
}
