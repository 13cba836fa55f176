import Interpreting
import Rules

/// What people type, turned into what the rule book knows; refusals name what would have been right.
extension Engine {
    func language(_ text: String, named name: String = "language") throws(Refusal) -> LanguageTag {
        do throws(LanguageProblem) {
            return try rules.languages.named(text).tag
        } catch {
            let all = error.namesLanguages ? "" : "; LIST languages shows all \(rules.languages.all.count)"
            throw Refusal(.unknownLanguage, "\(name)=\(text) \(error.phrase)\(all)")
        }
    }

    /// A language that two people share without an interpreter: any that is known, whether the service has it or not.
    func contactLanguage(_ text: String) throws(Refusal) -> LanguageTag {
        guard case .other(let other) = rules.languages.meaning(of: text) else { return try language(text, named: "contact") }
        guard !other.codes.contains("nl") else {
            throw Refusal(.badValue, "contact=\(text) is Dutch; say with dutch= how well the client knows it, and leave it out here")
        }
        return LanguageTag(other.codes.first ?? text)
    }

    /// One of the dialects that the rules list for the language, in any case of letters.
    func dialect(_ text: String, of language: LanguageTag, named name: String = "dialect") throws(Refusal) -> String {
        let all = rules.languages.language(language)?.dialects ?? []
        if let dialect = all.first(where: { $0 == text.lowercased() }) { return dialect }
        guard !all.isEmpty else {
            throw Refusal(.badValue, "\(name)=\(text): no dialects of \(language) are told apart; leave it out")
        }
        let hint = Suggestion.phrase(for: text.lowercased(), among: all)
        throw Refusal(.badValue, "\(name)=\(text) is no dialect of \(language); it has \(all.joined(separator: ", "))\(hint)")
    }

    /// A municipality by NIS code, postal code or name, also by those of before a merger; `placeNotes` says so.
    func municipality(_ text: String, named name: String = "place") throws(Refusal) -> MunicipalityCode {
        if let municipality = rules.gazetteer.resolve(text) { return municipality.code }
        throw unknownPlace(text, named: "\(name)=")
    }

    /// Says what `text` may be, or that it lies elsewhere.
    /// - Parameter name: what stands before it: `place=`.
    func unknownPlace(_ text: String, named name: String) -> Refusal {
        if let elsewhere = rules.gazetteer.elsewhere(text) {
            return Refusal(
                .unknownPlace, "\(name)\(text) is \(elsewhere), outside Flanders and Brussels; the service answers for those alone")
        }
        let near = rules.gazetteer.suggestions(for: text).prefix(3).map { "\($0.code) (\($0.dutch))" }
        let hint =
            near.isEmpty
            ? "give a NIS code, a postal code or a name; LIST municipalities shows all" : "did you mean \(near.joined(separator: ", "))?"
        return Refusal(.unknownPlace, "\(name)\(text) is no municipality of Flanders or Brussels; \(hint)")
    }

    /// The municipality of today, for a code that was stored before a merger.
    func today(_ code: MunicipalityCode) -> MunicipalityCode { rules.gazetteer.municipality(code)?.code ?? code }

    /// Rows that say what became of the places that were given by a name or code of before: one for each.
    func placeNotes(_ texts: [String]) -> [Row] {
        texts.compactMap { text in
            guard let note = rules.gazetteer.note(on: text), let now = rules.gazetteer.resolve(text) else { return nil }
            return Row("HINT", "", [Field("place", now.code), Field("text", note)])
        }
    }

    func agency(_ text: String) throws(Refusal) -> AgencyCode {
        let code = AgencyCode(text.lowercased())
        if rules.agencies.agency(code) != nil { return code }
        let known = rules.agencies.all.map(\.code.text).joined(separator: ", ")
        throw Refusal(.notFound, "agency=\(text) does not exist; it is one of \(known)")
    }

    /// A moment typed as RFC 3339 or as wall-clock time in the service's zone.
    func moment(_ text: String, named name: String) throws(Refusal) -> Timestamp {
        let zone = rules.calendar.zone
        do throws(TimestampProblem) {
            return try Timestamp.parse(text, in: zone)
        } catch {
            switch error {
            case .malformed:
                let problem = CivilDate.problem(of: text.prefix(10)).map { ": \($0)" } ?? " is not a date and time"
                throw Refusal(
                    .badValue,
                    "\(name)=\(text)\(problem); write it like \(name)=\(tomorrow)T10:00, on the clock of \(zone.name), or with an offset")
            case .skipped(_, let next):
                throw Refusal(
                    .noSuchMinute,
                    "\(name)=\(text) does not exist: the clock in \(zone.name) is put forward over it; the next is \(next)")
            case .ambiguous(_, let first, let second):
                throw Refusal(.noSuchMinute, "\(name)=\(text) occurs twice in \(zone.name) that night; say which: \(first) or \(second)")
            }
        }
    }

    private var tomorrow: CivilDate { rules.calendar.zone.local(turn.now).date.adding(days: 1) }

    func date(_ text: String, named name: String) throws(Refusal) -> CivilDate {
        if let date = CivilDate(text) { return date }
        let problem = CivilDate.problem(of: text).map { ": \($0)" } ?? " is not a date"
        throw Refusal(.badValue, "\(name)=\(text)\(problem); write it like \(name)=\(tomorrow)")
    }

    /// `moment` as every row, event and sentence shows it: by the service's wall clock, with its offset, in whole seconds.
    func local(_ moment: Timestamp) -> String { rules.calendar.zone.text(moment) }

    /// Refuses a text that is too long, has characters that nobody sees, or looks as if it names a person.
    func checkText(_ text: String, named name: String, limit: Int) throws(Refusal) {
        if text.isLonger(than: limit) { throw tooLong(text, name, limit) }
        try checkVisible(text, named: name)
        if let finding = PersonalData.find(in: text) {
            let step = name == "case" ? "give a reference that says nothing to others" : "leave it out, and use case= to link conversations"
            throw Refusal(
                .personalData,
                "\(name) seems to hold \(finding.rawValue); Tolkbrug keeps nothing that identifies the person served: \(step)")
        }
    }

    func checkName(_ text: String, named name: String) throws(Refusal) {
        let limit = Organisation.nameLimit
        if text.isLonger(than: limit) { throw tooLong(text, name, limit) }
        try checkVisible(text, named: name)
        if text.isBlank { throw Refusal(.badValue, "\(name) is empty, nothing can be seen of it; give a name of 1 to \(limit) characters") }
    }

    func checkVisible(_ text: String, named name: String) throws(Refusal) {
        guard let hidden = InvisibleCharacter.first(in: text) else { return }
        throw Refusal(.badValue, "\(name) holds \(hidden), which nobody sees and which changes what others read; leave it out")
    }

    private func tooLong(_ text: String, _ name: String, _ limit: Int) -> Refusal {
        Refusal(.badValue, "\(name) has \(text.lengthText); at most \(limit) are kept: shorten it")
    }
}
