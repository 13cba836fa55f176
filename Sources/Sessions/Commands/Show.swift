extension CommandTable {
    static let show = CommandDefinition.question(
        "SHOW", .everyRole, "everything that you may see of one thing",
        [
            Form([.required(ShowArguments.thing)]) { arguments throws(Complaint) in
                .query(.show(try arguments.required(ShowArguments.thing)))
            }
        ])
}

private enum ShowArguments {
    static let thing = Argument<String>.positional(
        "thing", .anyIdentifier,
        "an identifier such as R17, a language tag or an agency's code")
}

extension Kind where Result == String {
    /// A letter and a number, whose letter may be typed small as everywhere, or a name that is left as it is.
    fileprivate static let anyIdentifier = Kind(
        "ID", "an identifier, a language tag or an agency's code", example: "R17"
    ) { value throws(Misreading) in
        let text = try value.readText()
        guard !text.isEmpty, !text.isLonger(than: 40) else { throw Misreading() }
        let isNumbered = text.dropFirst().first != nil && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
        return isNumbered ? text.uppercased() : text
    }
}
