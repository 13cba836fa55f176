import Wire

extension ClientLine {
    /// One text for all lines that ask for the same: without tag, `key=` and `x-…`, the named parameters sorted, the spelling of
    /// values forgotten. Each text carries its length, so that no two different lines have the same.
    var canonicalText: String {
        let named = params.compactMap { parameter in parameter.key.map { ($0, parameter.value) } }
            .filter { $0.0 != Known.key.name && !$0.0.hasPrefix("x-") }
            .sorted { $0.0 < $1.0 }
        let parts = positional.map(\.canonicalText) + named.map { "\($0.0)=\($0.1.canonicalText)" }
        return ([command] + parts).joined(separator: " ")
    }
}

extension Value {
    fileprivate var canonicalText: String {
        if let items { return "(\(items.map(\.canonicalText).joined(separator: " ")))" }
        // Only texts of valid UTF-8 pass the readers, so nothing that was accepted is without a text.
        let text = text ?? ""
        return "\(text.utf8.count):\(text)"
    }
}
