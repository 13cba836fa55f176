import Interpreting
import RuleFiles
import Rules

/// A real log of interpreted conversations, to be played again.
///
/// A CSV file as ``CsvReader`` reads it, plain or packed with gzip, with a header and the columns `start` (or `started_at_local`),
/// `language` and `minutes` (or `duration_min`); optional are `asked`, `iso639_3`, `modality`, `place`, `complexity` and `cancelled`.
/// Further columns are ignored. Times without an offset are on the wall clock of the service, whatever zone the log is from: what
/// matters is the hour of the day. Of a time that this clock shows twice the first is taken, and what it skips counts as the moment at
/// which it goes on.
public struct ReplayLog: Sendable {
    /// In order of time, those in languages that the service does not have included.
    public let calls: [LoggedCall]
    public let mapping: LanguageMapping
    /// The first day, and how many until the last one.
    public let start: CivilDate
    public let days: Int
    let zone: ZoneTable
    /// Times in the hour that the service's clock skips in spring: a clock elsewhere may show them.
    let skipped: Int

    /// Problems shown of one file; a log in another format has one in every line.
    private static let problemLimit = 100

    /// - Throws: what is wrong, line by line.
    public init(path: String, book: RuleBook) throws(RuleFileProblems) {
        try self.init(text: try PlainFile.text(path), path: path, book: book)
    }

    init(text: String, path: String, book: RuleBook) throws(RuleFileProblems) {
        var reader = ReplayReader(path: path, book: book)
        var lines = CsvReader(text)
        var calls: [LoggedCall] = []
        while reader.problems.count < ReplayLog.problemLimit {
            do throws(CsvProblem) {
                guard let line = try lines.next() else { break }
                if reader.columns.isEmpty { reader.readHeader(line) } else if let call = reader.call(line) { calls.append(call) }
            } catch {
                reader.report(error)
            }
            if reader.columns.isEmpty { break }
        }
        if calls.isEmpty, reader.problems.isEmpty { reader.report("no conversations, expected a header and lines", line: 0) }
        reader.mapping.finish()
        if reader.mapping.known.isEmpty, reader.problems.isEmpty { reader.reportLanguages(of: calls.count) }
        guard reader.problems.isEmpty else { throw RuleFileProblems(reader.problems) }
        zone = book.calendar.zone
        self.calls = calls.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
        mapping = reader.mapping
        skipped = reader.skipped
        let first = self.calls.first.map { book.calendar.local($0.start).date } ?? CivilDate(dayNumber: 0)
        let last = self.calls.last.map { book.calendar.local($0.start).date } ?? first
        start = first
        days = last.dayNumber - first.dayNumber + 1
    }

    /// What the report says of what was read.
    public var remarks: [String] {
        guard skipped > 0 else { return mapping.remarks }
        let times = "\(Wording.count(skipped, "time")) in the hour that the service's clock skips in spring"
        return mapping.remarks + ["\(times) counted as its end"]
    }
}
