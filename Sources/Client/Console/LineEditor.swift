/// A line being typed, as a pure value: keys go in, what to do comes out.
public struct LineEditor: Hashable, Sendable {
    /// The most characters of a line; the protocol takes 8,192 octets.
    static let limit = 8_192

    /// What a key leads to.
    public enum Effect: Hashable, Sendable {
        case nothing
        /// The line or the cursor has changed.
        case redraw
        /// The line is finished; the editor is empty again.
        case submit(String)
        /// Candidates for what stands before the cursor are wanted: see ``LineEditor/complete(with:)``.
        case complete
        /// Several candidates, none of which can be preferred.
        case list([String])
        /// The key cannot do anything here.
        case bell
        /// The line was thrown away.
        case cancelled
        /// No more lines will come.
        case endOfInput
        case clearScreen
    }

    private var characters: [Character] = []
    /// Characters before the cursor.
    public private(set) var cursor = 0
    private(set) var history = History()

    public init() {}

    public var text: String { String(characters) }
    public var textBeforeCursor: String { String(characters[..<cursor]) }

    public mutating func handle(_ key: Key) -> Effect {
        switch key {
        case .character(let character): insert([character])
        case .enter: submit()
        case .tab: .complete
        case .backspace: erase(cursor - 1..<cursor)
        case .delete: erase(cursor..<cursor + 1)
        case .eraseToEnd: erase(cursor..<characters.count)
        case .eraseToBeginning: erase(0..<cursor)
        case .eraseWord: erase(beginningOfWord..<cursor)
        case .left: move(to: cursor - 1)
        case .right: move(to: cursor + 1)
        case .home: move(to: 0)
        case .end: move(to: characters.count)
        case .up: show(history.older(than: text))
        case .down: show(history.newer())
        case .cancel: cancel()
        case .endOfInput: characters.isEmpty ? .endOfInput : erase(cursor..<cursor + 1)
        case .clearScreen: .clearScreen
        case .other: .nothing
        }
    }

    /// Takes the candidates for the octets before the cursor: one is filled in, of several as much as they have in common.
    public mutating func complete(with completion: Completion) -> Effect {
        let stem = Array(completion.stem)
        guard let first = completion.candidates.first, cursor >= stem.count else { return .bell }
        let common = completion.candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        let isWhole = completion.candidates.count == 1
        if !isWhole, common.count <= stem.count { return .list(completion.candidates) }
        characters.replaceSubrange(cursor - stem.count..<cursor, with: common)
        cursor += common.count - stem.count
        if isWhole, !common.hasSuffix("="), !common.hasSuffix("(") { return insert(completion.isInList ? [] : [" "]) }
        return .redraw
    }

    private var beginningOfWord: Int {
        var place = cursor
        while place > 0, characters[place - 1] == " " { place -= 1 }
        while place > 0, characters[place - 1] != " " { place -= 1 }
        return place
    }

    private mutating func insert(_ new: [Character]) -> Effect {
        guard characters.count + new.count <= Self.limit else { return .bell }
        characters.insert(contentsOf: new, at: cursor)
        cursor += new.count
        return .redraw
    }

    private mutating func erase(_ range: Range<Int>) -> Effect {
        guard range.lowerBound >= 0, range.upperBound <= characters.count, !range.isEmpty else { return .bell }
        characters.removeSubrange(range)
        cursor = min(cursor, range.lowerBound)
        return .redraw
    }

    private mutating func move(to place: Int) -> Effect {
        guard place >= 0, place <= characters.count else { return .bell }
        cursor = place
        return .redraw
    }

    private mutating func show(_ line: String?) -> Effect {
        guard let line else { return .bell }
        characters = Array(line)
        cursor = characters.count
        return .redraw
    }

    private mutating func submit() -> Effect {
        let line = text
        history.add(line)
        characters = []
        cursor = 0
        return .submit(line)
    }

    private mutating func cancel() -> Effect {
        characters = []
        cursor = 0
        history.add("")
        return .cancelled
    }
}

extension String {
    /// The characters with which both begin, capitals as they stand here.
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0.lowercased() == $1.lowercased() }.map(\.0))
    }
}
