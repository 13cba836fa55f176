import Dispatching
import Wire

/// A command as its asker has to know it when no answer comes: that of a change with the key under which its fate can be asked for, and
/// under which it can be sent again without being done twice.
public struct OpenCommand: Hashable, Sendable {
    let tag: Tag
    /// Of a change.
    let key: ChangeKey?

    /// How the answers before a farewell begin.
    public static let ending = "the connection ends before"

    /// The answer before a farewell, when nobody here can say what came of it.
    var unanswered: Answer {
        guard let key = key?.key.text else { return Answer(.storeBusy, "\(Self.ending) this is answered; ask again") }
        let text = "\(Self.ending) it is known whether this was done; ask OUTCOME key=\(key), or send it again with that key"
        return Answer(.storeBusy, text, rows: keyRow)
    }

    /// Tells the key to whoever did not choose it.
    var keyRow: [Row] { if let key, key.isOurs { [Row("KEY", key.key.text)] } else { [] } }
}

/// The key under which the answer to a change is kept.
struct ChangeKey: Hashable, Sendable {
    let key: IdempotencyKey
    /// The server chose it, because the client gave none.
    let isOurs: Bool
}
