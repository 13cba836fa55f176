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
        let sharing = Set((byOtherName[place.name] ?? []).map(\.municipality)).sorted()
        let near = sharing.isEmpty ? names.nearest(to: place.name, limit: 3) : sharing
        let found = near.compactMap { municipality($0) }
        let there = place.postalCode.map(municipalities) ?? []
        return there.isEmpty ? found : Array(there.prefix(3))
    }

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
