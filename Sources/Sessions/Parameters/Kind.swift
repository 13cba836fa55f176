import Wire

/// How values of one type are written, read and asked for.
struct Kind<Result: Sendable>: Sendable {
    /// Stands for the value in usage lines: `N`, `REQUEST`, `telephone|video|onsite`.
    let placeholder: String
    /// What a value has to be: `a whole number`.
    let expectation: String
    /// A value that would be right, as ``ExampleDay`` reads it.
    let example: String
    let read: @Sendable (Value) throws(Misreading) -> Result

    init(
        _ placeholder: String, _ expectation: String, example: String,
        read: @escaping @Sendable (Value) throws(Misreading) -> Result
    ) {
        self.placeholder = placeholder
        self.expectation = expectation
        self.example = example
        self.read = read
    }
}

extension Value {
    /// The text of a value, which has to be one text of UTF-8 without controls.
    func readText(allowingLines: Bool = false) throws(Misreading) -> String {
        if case .list = self { throw Misreading("one value, not a list") }
        guard var text else { throw Misreading("the octets are not valid UTF-8", status: .invalidUTF8) }
        // As Windows ends lines.
        if allowingLines { text = text.replacing("\r\n", with: "\n") }
        // Looking up what kind of character each is takes long, and nearly all texts are plain.
        if text.withUTF8({ $0.allSatisfy { (0x20..<0x7F).contains($0) } }) { return text }
        for scalar in text.unicodeScalars where scalar.properties.generalCategory == .control {
            guard allowingLines, scalar == "\n" || scalar == "\t" else { throw Misreading("it holds a control character") }
        }
        return text
    }

    /// The values of a list; a single text is a list of one.
    func readItems(atMost limit: Int) throws(Misreading) -> [Value] {
        let items = self.items ?? [self]
        guard items.count <= limit else { throw Misreading("\(items.count) values; at most \(limit)") }
        return items
    }
}
