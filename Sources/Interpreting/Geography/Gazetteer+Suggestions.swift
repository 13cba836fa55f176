extension Gazetteer {
    /// Up to three municipalities that a person may have meant by a `text` that `resolve` does not know, nearest first; for a
    /// shared postal code or a name of several parts, those that share it.
    public func suggestions(for text: String) -> [Municipality] {
        guard text.utf8.count <= Gazetteer.longestName || Gazetteer.number(text) != nil else { return [] }
        if let number = Gazetteer.number(String(decoding: text.utf8.prefix(9), as: UTF8.self)) {
            return Array(suggestions(forNumber: number).prefix(3))
        }
        if elsewhere(text) != nil { return [] }
        let place = PlaceText(text)
        let there = place.postalCode.map(municipalities) ?? []
        if !there.isEmpty { return Array(there.prefix(3)) }
        let sharing = sharing(text)
        return sharing.isEmpty ? names.nearest(to: place.name, limit: 3).compactMap { municipality($0) } : sharing
    }

    /// Whether several municipalities have that name or a part of it, so that it is asked back.
    public func isShared(_ text: String) -> Bool { resolve(text) == nil && sharing(text).count > 1 }

    /// Those that the name can mean, or what stands before a bracket or another sign that divides.
    private func sharing(_ text: String) -> [Municipality] {
        guard text.utf8.count <= Gazetteer.longestName else { return [] }
        for name in [PlaceText(text).name, PlaceText(PlaceText.parts(text).first ?? "").name] {
            let codes = Set([byName[name]].compactMap(\.self) + (byOtherName[name] ?? []).map(\.municipality))
            if !codes.isEmpty { return codes.sorted().compactMap { municipality($0) } }
        }
        return []
    }

    /// Whether a part of a text is true of the municipality: one of its names, a postal code, its province or region, the country.
    func fits(_ part: String, _ municipality: Municipality) -> Bool {
        let place = PlaceText(part)
        guard place.fits(municipality) else { return false }
        if place.name.isEmpty { return true }
        let region = municipality.region == .brussels ? "brussel" : "vlaanderen"
        let area = Gazetteer.areas[Suggestion.folded(part)] ?? Suggestion.folded(part)
        if [Suggestion.folded(municipality.province), region, "belgie"].contains(area) { return true }
        return byName[place.name] == municipality.code
            || (byOtherName[place.name] ?? []).contains { $0.municipality == municipality.code }
    }

    /// Provinces, regions and the country in French, English and German, and as they are shortened: by what they are in Dutch.
    private static let areas = [
        "anvers": "antwerpen", "antwerp": "antwerpen", "limbourg": "limburg", "brabantflamand": "vlaamsbrabant",
        "flemishbrabant": "vlaamsbrabant", "vlbrabant": "vlaamsbrabant", "flandreorientale": "oostvlaanderen",
        "eastflanders": "oostvlaanderen", "ovl": "oostvlaanderen", "flandreoccidentale": "westvlaanderen",
        "westflanders": "westvlaanderen", "wvl": "westvlaanderen", "bruxelles": "brussel", "brussels": "brussel",
        "flandre": "vlaanderen", "flanders": "vlaanderen", "flandern": "vlaanderen", "belgique": "belgie", "belgium": "belgie",
        "belgien": "belgie", "be": "belgie", "b": "belgie",
    ]

    private func suggestions(forNumber number: Int) -> [Municipality] {
        if elsewhere(String(number)) != nil { return [] }
        let sharing = municipalities(postalCode: number)
        if !sharing.isEmpty { return sharing }
        let codes = all.map { ($0.code.description, $0) }
        return number >= 10_000 ? Suggestion.ranked(String(number), among: codes, limit: 3) : []
    }

    /// Octets; nothing longer is the name of a place, so that a long text costs little.
    static let longestName = 200

    static func number(_ text: String) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    static func folded(_ name: String) -> String { PlaceText(name).name }
}
