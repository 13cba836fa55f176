/// What a client sent and waits to be answered, as the auditor remembers it.
struct Asked {
    enum Kind {
        case authentication(Stage.Person)
        /// `epoch`: in which the client was told of `since`; nil when it does not say so.
        case subscription(topics: String?, since: Int64, epoch: Int64? = nil)
        case question
        case change
        /// Outside the grammar: no tag of its own, and never a yes.
        case garbage
    }

    let kind: Kind
    /// Without tag and key.
    let command: String
    let key: String?
    private(set) var tag: String?

    init(_ kind: Kind, command: String = "", key: String? = nil) {
        self.kind = kind
        self.command = command
        self.key = key
    }

    func tagged(_ tag: String) -> Asked {
        var asked = self
        asked.tag = tag
        return asked
    }

    /// `ACCEPT`, `O7`, `if=3`.
    var words: [Substring] { command.split(separator: " ") }

    func value(_ name: String) -> String? {
        words.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
