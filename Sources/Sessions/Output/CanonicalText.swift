import Wire

extension ClientLine {
    /// One text for all lines that ask for the same: without tag, `key=` and `x-…`, the named parameters sorted, the spelling of
    /// values forgotten. Each text carries its length, so that no two different lines have the same.
    var canonicalText: String {
        var text = command
        text.reserveCapacity(256)
        for value in positional {
            text += " "
            value.putCanonical(into: &text)
        }
        var named = params.filter { $0.key.map { $0 != Known.key.name && !$0.utf8.starts(with: "x-".utf8) } ?? false }
        named.sort { ($0.key ?? "") < ($1.key ?? "") }
        for parameter in named {
            text += " "
            text += parameter.key ?? ""
            text += "="
            parameter.value.putCanonical(into: &text)
        }
        return text
    }
}

extension Value {
    fileprivate func putCanonical(into text: inout String) {
        if let items {
            text += "("
            for (place, item) in items.enumerated() {
                if place > 0 { text += " " }
                item.putCanonical(into: &text)
            }
            text += ")"
        } else {
            // Only texts of valid UTF-8 pass the readers, so nothing that was accepted is without a text.
            let own = self.text ?? ""
            text += String(own.utf8.count)
            text += ":"
            text += own
        }
    }
}
