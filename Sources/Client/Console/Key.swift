/// What a person can press.
public enum Key: Hashable, Sendable {
    case character(Character)
    case enter, tab
    case backspace, delete
    case left, right, up, down, home, end
    /// From the cursor to the end, from the beginning to the cursor, the word before the cursor.
    case eraseToEnd, eraseToBeginning, eraseWord
    /// Ctrl-C, Ctrl-D, Ctrl-L.
    case cancel, endOfInput, clearScreen
    /// A key or control that means nothing here.
    case other
}
