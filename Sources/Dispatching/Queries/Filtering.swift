import Interpreting
import Rules

/// The filters of `LIST`: what each kind can be filtered by, and what a filter may say.
extension Engine {
    /// The filters with their values as rows show them: a language by its tag, a place by its code.
    ///
    /// - Throws: a refusal that names what would have been right; a filter that can match nothing is a slip, not an empty list.
    func checked(_ filters: [ListFilter], of kind: ListKind) throws(Refusal) -> [ListFilter] {
        var known: [ListFilter] = []
        for filter in filters {
            guard kind.filters.contains(filter.name) else {
                let names = kind.filters.map { "\($0.rawValue)=" }.joined(separator: ", ")
                throw Refusal(
                    .badValue,
                    "\(filter.name.rawValue)=\(filter.value) does not filter \(kind.rawValue); "
                        + (names.isEmpty ? "LIST \(kind.rawValue) takes no filter" : "possible: \(names)"))
            }
            known.append(ListFilter(filter.name, try value(of: filter, kind)))
        }
        return known
    }

    private func value(of filter: ListFilter, _ kind: ListKind) throws(Refusal) -> String {
        let text = filter.value
        switch filter.name {
        case .state: return try word(text, of: kind.states, filter)
        case .modality: return try word(text, of: Modality.allCases.map(\.rawValue), filter)
        case .language: return try language(text).text
        case .agency: return try agency(text).text
        case .place: return try municipality(text).description
        case .request: return try identifier(text, RequestID.self, filter).description
        case .interpreter: return try identifier(text, InterpreterID.self, filter).description
        case .organisation: return try identifier(text, OrganisationID.self, filter).description
        }
    }

    private func word(_ text: String, of words: [String], _ filter: ListFilter) throws(Refusal) -> String {
        let word = text.lowercased()
        if words.contains(word) { return word }
        let hint = Suggestion.nearest(to: word, among: words).map { "; did you mean \($0)?" } ?? ""
        throw Refusal(.badValue, "\(filter.name.rawValue)=\(text) is none of \(words.joined(separator: ", "))\(hint)")
    }

    private func identifier<Thing: Identified>(
        _ text: String, _ type: Identifier<Thing>.Type, _ filter: ListFilter
    ) throws(Refusal) -> Identifier<Thing> {
        if let id = Identifier<Thing>(text.uppercased()) { return id }
        throw Refusal(.badValue, "\(filter.name.rawValue)=\(text) is not an identifier; write it like \(Thing.letter)17")
    }
}

extension ListKind {
    /// What rows of this kind can be filtered by.
    fileprivate var filters: [ListFilter.Name] {
        switch self {
        case .requests: [.state, .language, .modality, .interpreter, .organisation, .agency, .place]
        case .offers: [.state, .language, .modality, .request, .interpreter, .place]
        case .assignments: [.state, .modality, .request, .interpreter, .place]
        case .interpreters: [.language, .modality, .agency]
        case .establishments: [.organisation, .agency, .place]
        case .agreements: [.organisation, .agency]
        case .users: [.interpreter, .organisation, .agency]
        case .availability: [.interpreter]
        case .municipalities: [.agency]
        case .organisations, .tokens, .languages, .agencies: []
        }
    }

    /// The states that its rows show.
    fileprivate var states: [String] {
        switch self {
        case .requests: RequestState.allCases.map(\.rawValue)
        case .offers: OfferState.allCases.map(\.rawValue)
        case .assignments: AssignmentState.allCases.map(\.rawValue)
        default: []
        }
    }
}
