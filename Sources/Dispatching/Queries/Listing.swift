import Interpreting

/// `LIST`: rows of one kind that the viewer may see, a page at a time.
extension Engine {
    func list(
        _ kind: ListKind, filters: [ListFilter], after: String?, limit: Int, for viewer: Principal?
    ) throws(Refusal) -> Reply {
        let filters = try checked(filters, of: kind)
        let page = Page(filters: filters, after: after, limit: min(max(limit, 1), limits.rowsPerPage))
        switch kind {
        case .requests: return try listRequests(page, viewer)
        case .offers: return try collect(kind, page, state.offers, { row($0, for: viewer) }) { maySee($0, viewer) }
        case .assignments: return try collect(kind, page, state.assignments, row) { maySee($0, viewer) }
        case .interpreters: return try collect(kind, page, state.interpreters, row) { maySee($0, viewer) }
        case .organisations: return try collect(kind, page, state.organisations, row) { maySee($0.id, viewer) }
        case .establishments: return try collect(kind, page, state.establishments, row) { maySee($0, viewer) }
        case .agreements: return try collect(kind, page, state.agreements, row) { maySee($0, viewer) }
        case .availability:
            return try collect(kind, page, state.availabilities, row) { entry in
                state.interpreters[entry.interpreter].map { maySee($0, viewer) } ?? false
            }
        case .users: return try collect(kind, page, state.principals, row) { seesAll(viewer) || $0.id == viewer?.id }
        case .tokens: return try collect(kind, page, state.credentials, row) { seesAll(viewer) || $0.principal == viewer?.id }
        case .languages: return try catalogue(kind, page, rules.languages.all.map { ($0.tag.text, languageRow($0.tag)) })
        case .agencies: return try catalogue(kind, page, rules.agencies.all.map { ($0.code.text, agencyRow($0.code)) })
        case .municipalities:
            return try catalogue(kind, page, rules.gazetteer.all.map { ($0.code.description, municipalityRow($0.code)) })
        }
    }

    func seesAll(_ viewer: Principal?) -> Bool { viewer == nil || viewer?.role == .admin }

    /// Requesters and interpreters have few requests among many: theirs are found through the index.
    private func listRequests(_ page: Page, _ viewer: Principal?) throws(Refusal) -> Reply {
        let ids: [RequestID]
        if let organisation = viewer?.organisation {
            ids = state.index.requestsOfOrganisation[organisation]
        } else if let viewer, viewer.role.isOfInterpreters {
            ids = interpreters(of: viewer).map { requestsInSight(of: $0) }.reduce([]) { $0.mergedSorted(with: $1) }
        } else {
            return try collect(.requests, page, state.requests, row) { maySee($0, viewer) }
        }
        let after: RequestID? = try page.start()
        let own = ids.lazy.filter { id in after.map { id > $0 } ?? true }.compactMap { state.requests[$0] }
        return finish(.requests, page, own.map { (id: $0.id.description, row: row($0, for: viewer)) })
    }

    private func collect<Thing: Identified & Hashable>(
        _ kind: ListKind, _ page: Page, _ table: Table<Thing>, _ row: (Thing) -> Row, visible: (Thing) -> Bool
    ) throws(Refusal) -> Reply {
        let after: Identifier<Thing>? = try page.start()
        var found: [(id: String, row: Row)] = []
        for thing in table.all(after: after) where visible(thing) {
            let shown = row(thing)
            guard page.matches(shown) else { continue }
            found.append((thing.id.description, shown))
            if found.count > page.limit { break }
        }
        return finish(kind, page, found)
    }

    /// Cuts the rows to the page and says where the next one begins.
    private func finish(_ kind: ListKind, _ page: Page, _ found: some Sequence<(id: String, row: Row)>) -> Reply {
        var rows: [Row] = []
        var last = ""
        var isMore = false
        for (id, row) in found where page.matches(row) {
            if rows.count == page.limit {
                isMore = true
                break
            }
            rows.append(row)
            last = id
        }
        let count = rows.count
        if isMore { rows.append(Row("PAGE", "", [Field("next", last)])) }
        let again = page.filters.map { " \($0.name.rawValue)=\($0.value)" }.joined() + " after=\(last)"
            + (page.limit < limits.rowsPerPage ? " limit=\(page.limit)" : "")
        let more = isMore ? "; more with LIST \(kind.rawValue)\(again)" : ""
        return .done(.ready, "\(kind.counted(count))\(more)", rows: rows)
    }

    private func catalogue(_ kind: ListKind, _ page: Page, _ all: [(id: String, row: Row)]) throws(Refusal) -> Reply {
        guard let after = page.after else { return finish(kind, page, all) }
        guard let place = all.firstIndex(where: { $0.id == after }) else {
            let example = all.first?.id ?? ""
            throw Refusal(.badValue, "after=\(after) is not of this list; give the next= of the page before, for instance \(example)")
        }
        return finish(kind, page, all[(place + 1)...])
    }

    func languageRow(_ tag: LanguageTag) -> Row {
        guard let language = rules.languages.language(tag) else { return Row("LANGUAGE", tag.text) }
        return Row("LANGUAGE", tag.text, [
            Field("iso639-3", language.iso639_3), Field("nl", language.names.dutch), Field("fr", language.names.french),
            Field("en", language.names.english), Field("own", language.names.own), Field("rtl", language.isRightToLeft),
        ] + (language.dialects.isEmpty ? [] : [Field("dialects", language.dialects)]))
    }

    func agencyRow(_ code: AgencyCode) -> Row {
        Row("AGENCY", code.text, Field.optional("name", rules.agencies.agency(code)?.name) + openingFields(code))
    }

    func municipalityRow(_ code: MunicipalityCode) -> Row {
        guard let municipality = rules.gazetteer.municipality(code) else { return Row("MUNICIPALITY", code.description) }
        return Row("MUNICIPALITY", code.description, [
            Field("nl", municipality.dutch), Field("fr", municipality.french), Field("province", municipality.province),
            Field("postal", municipality.postalCodes),
        ] + Field.optional("agency", rules.agencies.agency(serving: code)?.value))
    }
}

extension ListKind {
    /// `1 request`, `2 agencies`.
    fileprivate func counted(_ count: Int) -> String {
        switch self {
        case .agencies: count.counted("agency", rawValue)
        case .municipalities: count.counted("municipality", rawValue)
        case .availability: count.counted("calendar entry", "calendar entries")
        case .requests, .offers, .assignments, .interpreters, .organisations, .establishments, .agreements, .users, .tokens, .languages:
            count.counted(String(rawValue.dropLast()))
        }
    }
}

/// What part of a list is wanted.
struct Page {
    let filters: [ListFilter]
    let after: String?
    let limit: Int

    /// The identifier after which to begin.
    func start<Thing>() throws(Refusal) -> Identifier<Thing>? {
        guard let after else { return nil }
        if let id = Identifier<Thing>(after) { return id }
        throw Refusal(.badValue, "after=\(after) is not of this list; give the next= of the page before, for instance \(Thing.letter)17")
    }

    /// Whether the row shows every wanted value; in a list of values one must match.
    func matches(_ row: Row) -> Bool {
        filters.allSatisfy { filter in
            filter.name.fieldNames.contains { name in
                switch row[name] {
                case .text(let text)?: text == filter.value
                case .list(let texts)?: texts.contains { $0 == filter.value || $0.hasPrefix(filter.value + ":") }
                case nil: false
                }
            }
        }
    }
}

extension ListFilter.Name {
    /// The fields of rows in which the value may stand.
    fileprivate var fieldNames: [String] {
        switch self {
        case .language: ["language", "languages"]
        case .modality: ["modality", "modalities"]
        case .agency: ["agency", "pools"]
        default: [rawValue]
        }
    }
}
