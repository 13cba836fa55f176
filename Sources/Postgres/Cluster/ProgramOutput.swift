import Foundation

/// What a program said, for one line of a log: it says much, and most of it is how well everything went.
struct ProgramOutput: Sendable {
    /// In the order in which they came, each once, without dates and process numbers.
    private let lines: [String]
    /// The last thing said, for want of an error.
    private let last: String

    /// The most errors that are shown.
    private static let limit = 3
    private static let marks = ["panic: ", "fatal: ", "error: ", "could not ", "cannot ", "can't ", "unable ", "invalid ", "no such file"]
    private static let details = ["DETAIL: ", "HINT: "]
    /// What PostgreSQL writes behind date and process number.
    private static let levels = ["PANIC: ", "FATAL: ", "ERROR: ", "LOG: "] + details

    init(_ text: some StringProtocol) {
        let all = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        var lines: [String] = []
        var explains = false
        for line in all {
            let isError = Self.marks.contains { line.lowercased().contains($0) }
            // What explains an error follows it.
            let isDetail = explains && Self.details.contains { line.contains($0) }
            explains = isError || isDetail
            let told = Self.withoutDate(line)
            if isError || isDetail, !lines.contains(told) { lines.append(told) }
        }
        self.lines = lines
        last = all.last ?? "it said nothing"
    }

    /// The lines that matter, and what to do when the system refused something.
    /// - Parameter user: as whom the program ran.
    func reason(user: uid_t) -> String {
        // The first error is the cause, and those before the end may be of another attempt.
        let told = lines.isEmpty ? last : lines.prefix(Self.limit).joined(separator: "; ")
        let numbers = [ENOSPC, EDQUOT, EROFS, EACCES, EPERM, EMFILE, ENFILE].map { SystemErrorNumber($0) }
        let advice = numbers.first { told.contains($0.words) }?.advice(for: user)
        return advice.map { "\(told); \($0)" } ?? told
    }

    /// `2026-11-28 05:12:44.123 UTC [4711] FATAL:  could not …` from `FATAL` on.
    private static func withoutDate(_ line: String) -> String {
        let begin = levels.compactMap { line.firstRange(of: $0)?.lowerBound }.min()
        return String(line[(begin ?? line.startIndex)...]).replacing(":  ", with: ": ")
    }
}
