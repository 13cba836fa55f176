/// The municipalities that the service knows, by code, name and postal code; also by what they were called before a merger.
public struct Gazetteer: Hashable, Sendable {
    /// Ascending by code.
    public let all: [Municipality]
    /// Codes and names beside those of the municipalities themselves, in the order of the file.
    public let otherNames: [PlaceName]
    /// Places in `all` by code, for the lookups of every journey: no hashing. -1 where no municipality has or had the code.
    private let places: [Int16]
    private let firstCode: Int
    /// By folded name, Dutch before French and then the first in `all`.
    let byName: [String: MunicipalityCode]
    let byOtherName: [String: [PlaceName]]
    private let byFormerCode: [MunicipalityCode: PlaceName]
    /// By folded name and by code.
    private let byNameElsewhere: [String: PlaceName.Elsewhere]
    let names: SuggestionIndex<MunicipalityCode>

    /// Of two municipalities with the same code the first counts; at most 32,767 are kept. Other names of a municipality that is not
    /// among them are left out.
    public init(_ municipalities: [Municipality], otherNames: [PlaceName] = [], elsewhere: [PlaceName.Elsewhere] = []) {
        var seen: Set<MunicipalityCode> = []
        let unique = municipalities.filter { (0...99_999).contains($0.code.number) && seen.insert($0.code).inserted }
        all = Array(unique.sorted().prefix(Int(Int16.max)))
        let known = otherNames.filter { seen.contains($0.municipality) }
        self.otherNames = known
        let former = known.compactMap { name in name.formerCode.map { ($0, name) } }.filter { !seen.contains($0.0) }
        byFormerCode = Dictionary(former, uniquingKeysWith: { first, _ in first })
        (firstCode, places) = Gazetteer.table(all, byFormerCode)
        let spelled = all.map { ($0.dutch, $0.code) } + all.map { ($0.french, $0.code) }
        let folded = spelled.map { (Gazetteer.folded($0.0), $0.1) }.filter { !$0.0.isEmpty }
        byName = Dictionary(folded, uniquingKeysWith: { first, _ in first })
        let keys = elsewhere.flatMap { place in ([place.code.description] + place.names.map(Gazetteer.folded)).map { ($0, place) } }
        byNameElsewhere = Dictionary(keys, uniquingKeysWith: { first, _ in first })
        byOtherName = Dictionary(grouping: known) { Gazetteer.folded($0.name) }
        names = SuggestionIndex(spelled + known.map { ($0.name, $0.municipality) })
    }

    private static func table(
        _ all: [Municipality], _ former: [MunicipalityCode: PlaceName]
    ) -> (first: Int, places: [Int16]) {
        let own = Dictionary(all.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        let codes = own.keys.map(\.number) + former.keys.map(\.number)
        let first = codes.min() ?? 0
        var table = [Int16](repeating: -1, count: (codes.max() ?? first) - first + 1)
        for (code, name) in former where table.indices.contains(code.number - first) {
            table[code.number - first] = Int16(own[name.municipality] ?? -1)
        }
        for (code, place) in own { table[code.number - first] = Int16(place) }
        return (first, table)
    }

    /// The place of `code` in `all`, that of the successor for the code of a municipality that was merged; nil when it is unknown.
    public func index(of code: MunicipalityCode) -> Int? {
        let offset = code.number - firstCode
        guard places.indices.contains(offset), places[offset] >= 0 else { return nil }
        return Int(places[offset])
    }

    /// The municipality that has the code, or the successor of the one that had it.
    public func municipality(_ code: MunicipalityCode) -> Municipality? { index(of: code).map { all[$0] } }

    /// What became of the municipality that had the code; nil when one has it now, or none ever had.
    public func merger(of code: MunicipalityCode) -> PlaceName? { byFormerCode[code] }

    /// Every code that a municipality had before it was merged, ascending.
    public var formerCodes: [MunicipalityCode] { byFormerCode.keys.sorted() }

    /// The municipality with that Dutch or French name, or with one of its other names that no other municipality shares; case,
    /// accents, hyphens and spaces do not matter, `St.` is `Sint` or `Saint`, and a postal code beside the name tells which is meant.
    ///
    /// A municipality's own name goes before that of a part of another. What stands in brackets, or behind a sign that divides, must fit:
    /// the province, another name of the same place, or what it is part of.
    public func municipality(named name: String) -> Municipality? { meant(by: name)?.municipality }

    /// With the other name by which it was found.
    private func meant(by text: String) -> (municipality: Municipality, name: PlaceName?)? {
        guard text.utf8.count <= Gazetteer.longestName else { return nil }
        let place = PlaceText(text)
        if place.name.isEmpty { return place.postalCode.flatMap(onlyOne).map { ($0, nil) } }
        if let found = meant(by: place.name, fitting: place.fits) { return found }
        let parts = PlaceText.parts(text)
        guard parts.count > 1 else { return nil }
        return meant(by: PlaceText(parts[0]).name) { municipality in parts.allSatisfy { fits($0, municipality) } }
    }

    private func meant(by name: String, fitting fits: (Municipality) -> Bool) -> (municipality: Municipality, name: PlaceName?)? {
        if let own = byName[name].flatMap({ municipality($0) }), fits(own) { return (own, nil) }
        let found = (byOtherName[name] ?? []).filter { municipality($0.municipality).map(fits) ?? false }
        // A municipality of before goes before a part of another one that is called alike.
        let former = found.filter { $0.formerCode != nil }
        let names = former.isEmpty ? found : former
        guard let first = names.first, names.allSatisfy({ $0.municipality == first.municipality }) else { return nil }
        return municipality(first.municipality).map { ($0, first) }
    }

    /// The municipalities that share a postal code, ascending by code.
    public func municipalities(postalCode: Int) -> [Municipality] { all.filter { $0.postalCodes.contains(postalCode) } }

    /// What a person means by `text`: a five-digit NIS code, a postal code that only one municipality has, or a name.
    public func resolve(_ text: String) -> Municipality? {
        guard let number = Gazetteer.number(text), text.utf8.count <= 5 else { return municipality(named: text) }
        if text.utf8.count == 5 { return municipality(MunicipalityCode(number)) }
        return onlyOne(postalCode: number)
    }

    private func onlyOne(postalCode: Int) -> Municipality? {
        let candidates = municipalities(postalCode: postalCode)
        return candidates.count == 1 ? candidates.first : nil
    }

    /// `Liège (62063)` when `text` names a municipality of Belgium that is none of these; a name that one of these has too is not meant so.
    public func elsewhere(_ text: String) -> String? {
        guard text.utf8.count <= Gazetteer.longestName else { return nil }
        let folded = Gazetteer.folded(text)
        guard resolve(text) == nil, byOtherName[folded] == nil, let place = byNameElsewhere[folded] else { return nil }
        return "\(place.names.first ?? "") (\(place.code))"
    }

    /// Says what became of a municipality, or of which one it is part, when `text` is one of its codes or names: `Merelbeke is part of
    /// Merelbeke-Melle (44088) since 2025`. Nil for the codes and names of today.
    public func note(on text: String) -> String? {
        if let number = Gazetteer.number(text) {
            guard text.utf8.count == 5, let former = byFormerCode[MunicipalityCode(number)] else { return nil }
            return note(former, typed: "NIS \(text), \(former.name),")
        }
        return meant(by: text)?.name.flatMap { note($0, typed: $0.name) }
    }

    private func note(_ name: PlaceName, typed: String) -> String? {
        guard let municipality = municipality(name.municipality) else { return nil }
        let now = "\(typed) is part of \(municipality.dutch) (\(municipality.code))"
        switch name.kind {
        case .merged(_, let since): return "\(now) since \(since)"
        case .part: return now
        case .name: return nil
        }
    }
}
