/// The municipalities that the service knows, by code, name and postal code.
public struct Gazetteer: Hashable, Sendable {
    /// Ascending by code.
    public let all: [Municipality]
    /// Places in `all` by code, for the lookups of every journey: no hashing. -1 where no municipality has the code.
    private let places: [Int16]
    private let firstCode: Int
    /// By folded name, Dutch before French and then the first in `all`.
    private let byName: [String: MunicipalityCode]
    private let names: SuggestionIndex<MunicipalityCode>

    /// Of two municipalities with the same code the first counts; at most 32,767 are kept.
    public init(_ municipalities: [Municipality]) {
        var seen: Set<MunicipalityCode> = []
        let unique = municipalities.filter { (0...99_999).contains($0.code.number) && seen.insert($0.code).inserted }
        all = Array(unique.sorted().prefix(Int(Int16.max)))
        let first = all.first?.code.number ?? 0
        var table = [Int16](repeating: -1, count: (all.last?.code.number ?? first) - first + 1)
        for (place, municipality) in all.enumerated() { table[municipality.code.number - first] = Int16(place) }
        firstCode = first
        places = table
        let spelled = all.map { ($0.dutch, $0.code) } + all.map { ($0.french, $0.code) }
        let folded = spelled.map { (Suggestion.folded($0.0), $0.1) }.filter { !$0.0.isEmpty }
        byName = Dictionary(folded, uniquingKeysWith: { first, _ in first })
        names = SuggestionIndex(spelled)
    }

    /// The place of `code` in `all`, nil when it is unknown.
    public func index(of code: MunicipalityCode) -> Int? {
        let offset = code.number - firstCode
        guard places.indices.contains(offset), places[offset] >= 0 else { return nil }
        return Int(places[offset])
    }

    public func municipality(_ code: MunicipalityCode) -> Municipality? { index(of: code).map { all[$0] } }

    /// The municipality with that Dutch or French name; case, accents, hyphens and spaces do not matter.
    public func municipality(named name: String) -> Municipality? {
        byName[Suggestion.folded(name)].flatMap { municipality($0) }
    }

    /// The municipalities that share a postal code, ascending by code.
    public func municipalities(postalCode: Int) -> [Municipality] { all.filter { $0.postalCodes.contains(postalCode) } }

    /// What a person means by `text`: a five-digit NIS code, a postal code that only one municipality has, or a name.
    public func resolve(_ text: String) -> Municipality? {
        guard text.utf8.count <= 5, let number = number(Array(text.utf8)[...]) else { return municipality(named: text) }
        if text.utf8.count == 5 { return municipality(MunicipalityCode(number)) }
        let candidates = municipalities(postalCode: number)
        return candidates.count == 1 ? candidates.first : nil
    }

    /// Up to three municipalities that a person may have meant by a `text` that `resolve` does not know, nearest first; for a
    /// shared postal code, those that share it.
    public func suggestions(for text: String) -> [Municipality] {
        if let number = number(Array(text.utf8.prefix(9))[...]) { return Array(suggestions(forNumber: number).prefix(3)) }
        return names.nearest(to: text, limit: 3).compactMap { municipality($0) }
    }

    private func suggestions(forNumber number: Int) -> [Municipality] {
        let sharing = municipalities(postalCode: number)
        if !sharing.isEmpty { return sharing }
        let codes = all.map { ($0.code.description, $0) }
        return number >= 10_000 ? Suggestion.ranked(String(number), among: codes, limit: 3) : []
    }
}
