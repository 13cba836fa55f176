import Dispatching
import Wire

/// A command as its asker has to know it when no answer comes: that of a change with the key under which its fate can be asked for, and
/// under which it can be sent again without being done twice.
public struct OpenCommand: Hashable, Sendable {
    let tag: Tag
    /// Of a change.
    let key: String?
    /// The server chose the key, because the client gave none.
    let isKeyOurs: Bool

    /// How the answers before a farewell begin.
    public static let ending = "the connection ends before"

    /// The answer before a farewell, when nobody here can say what came of it.
    var unanswered: Answer {
        guard let key else { return Answer(.storeBusy, "\(Self.ending) this is answered; ask again") }
        let text = "\(Self.ending) it is known whether this was done; ask OUTCOME key=\(key), or send it again with that key"
        return Answer(.storeBusy, text, rows: keyRow)
    }

    /// Tells the key to whoever did not choose it.
    var keyRow: [Row] { isKeyOurs ? key.map { [Row("KEY", $0)] } ?? [] : [] }
}
