import Testing

@testable import Client

/// Keys in, edits out.
@Suite struct LineEditorTests {
    /// An editor with this text, `|` where the cursor is.
    private func editor(_ text: String) -> LineEditor {
        var editor = LineEditor()
        for character in text where character != "|" { _ = editor.handle(.character(character)) }
        let after = text.split(separator: "|", omittingEmptySubsequences: false).dropFirst().joined().count
        for _ in 0..<after { _ = editor.handle(.left) }
        return editor
    }

    private func shown(_ editor: LineEditor) -> String {
        editor.textBeforeCursor + "|" + editor.text.dropFirst(editor.cursor)
    }

    @Test(arguments: [
        ("ab|cd", Key.character("é"), "abé|cd"), ("ab|cd", .backspace, "a|cd"), ("ab|cd", .delete, "ab|d"), ("ab|cd", .left, "a|bcd"),
        ("ab|cd", .right, "abc|d"), ("ab|cd", .home, "|abcd"), ("ab|cd", .end, "abcd|"), ("ab|cd", .eraseToEnd, "ab|"),
        ("ab|cd", .eraseToBeginning, "|cd"), ("one two|", .eraseWord, "one |"), ("one two  |x", .eraseWord, "one |x"),
        ("ab|cd", .endOfInput, "ab|d"), ("ትግርኛ|", .backspace, "ትግር|"),
    ])
    func `a key edits the line`(before: String, key: Key, after: String) {
        var editor = editor(before)
        #expect(editor.handle(key) == .redraw)
        #expect(shown(editor) == after)
    }

    @Test(arguments: [
        ("|ab", Key.backspace), ("ab|", .delete), ("|ab", .left), ("ab|", .right), ("ab|", .eraseToEnd), ("|ab", .eraseToBeginning),
        ("|ab", .eraseWord), ("ab|", .up), ("ab|", .down), ("ab|", .endOfInput),
    ])
    func `a key that can do nothing rings and changes nothing`(before: String, key: Key) {
        var editor = editor(before)
        #expect(editor.handle(key) == .bell)
        #expect(shown(editor) == before)
    }

    @Test func `enter gives the line and begins another`() {
        var editor = editor("PI|NG")
        #expect(editor.handle(.enter) == .submit("PING"))
        #expect(shown(editor) == "|")
    }

    @Test func `an interrupt throws the line away, and the end of input only means something on an empty line`() {
        var editor = editor("PING|")
        #expect(editor.handle(.cancel) == .cancelled)
        #expect(shown(editor) == "|")
        #expect(editor.handle(.endOfInput) == .endOfInput)
    }

    @Test func `the arrows go through the lines before and come back to the one being typed`() {
        var editor = LineEditor()
        for line in ["BOARD", "PING", "PING", "  "] {
            for character in line { _ = editor.handle(.character(character)) }
            _ = editor.handle(.enter)
        }
        _ = editor.handle(.character("x"))
        var seen: [String] = []
        for key in [Key.up, .up, .up, .down, .down, .down] {
            _ = editor.handle(key)
            seen.append(shown(editor))
        }
        #expect(seen == ["PING|", "BOARD|", "BOARD|", "PING|", "x|", "x|"])
    }

    @Test(arguments: ["AUTH TOKEN tb_abc", "auth token x", "a1 AUTH TOKEN x", "USER tb_abc"])
    func `what may hold a secret is not remembered`(line: String) {
        var editor = editor(line)
        #expect(editor.handle(.enter) == .submit(line))
        #expect(editor.handle(.up) == .bell)
    }

    @Test func `one candidate is filled in, several as far as they agree, and then they are listed`() {
        var editor = editor("sub|")
        #expect(editor.complete(with: Completion(stem: "sub", candidates: ["SUBMIT", "SUBSCRIBE"])) == .list(["SUBMIT", "SUBSCRIBE"]))
        #expect(editor.complete(with: Completion(stem: "sub", candidates: ["SUBMIT"])) == .redraw)
        #expect(shown(editor) == "SUBMIT |")
        #expect(editor.complete(with: Completion(stem: "", candidates: ["part-one=", "part-two="])) == .redraw)
        #expect(shown(editor) == "SUBMIT part-|")
        #expect(editor.complete(with: Completion(stem: "part-", candidates: ["part-one="])) == .redraw)
        #expect(shown(editor) == "SUBMIT part-one=|")
        #expect(editor.complete(with: Completion(stem: "", candidates: [])) == .bell)
    }

    @Test func `a line that has become too long takes no more`() {
        var editor = LineEditor()
        for _ in 0..<LineEditor.limit { _ = editor.handle(.character("x")) }
        #expect(editor.handle(.character("x")) == .bell)
        #expect(editor.text.count == LineEditor.limit)
    }

    @Test func `the row is drawn anew with the cursor in its place`() {
        #expect(editor("PI|NG").rendering(prompt: "> ", width: 80) == "\r\u{1B}[K> PING\r\u{1B}[4C")
        #expect(editor("|").rendering(prompt: "", width: 80) == "\r\u{1B}[K\r")
        let styled = editor("P|").rendering(prompt: "> ", width: 80, style: ("<b>", "</b>"))
        #expect(styled == "\r\u{1B}[K<b>> </b>P\r\u{1B}[3C")
    }

    @Test func `a line wider than the terminal is moved until its cursor can be seen`() {
        // Ten columns: two for the prompt, one left free, seven for the text.
        #expect(editor("abcdefghij|").rendering(prompt: "> ", width: 10) == "\r\u{1B}[K> defghij\r\u{1B}[9C")
        #expect(editor("ab|cdefghij").rendering(prompt: "> ", width: 10) == "\r\u{1B}[K> abcdefg\r\u{1B}[4C")
        #expect(editor("ab|").rendering(prompt: "> ", width: 1) == "\r\u{1B}[K> b\r\u{1B}[3C")
    }

    @Test func `wide letters take two columns and marks none`() {
        #expect("ab".columns == 2)
        #expect("中文".columns == 4)
        #expect("e\u{301}".columns == 1)
        #expect("\u{301}".columns == 0)
        #expect("ትግርኛ".columns == 4)
        #expect("👍".columns == 2)
        #expect(editor("中|文").rendering(prompt: "> ", width: 80) == "\r\u{1B}[K> 中文\r\u{1B}[4C")
    }
}

/// What a terminal sends, as keys.
@Suite struct KeyReaderTests {
    @Test(arguments: [
        ("a", [Key.character("a")]), ("é", [.character("é")]), ("👍", [.character("👍")]), ("\r", [.enter]), ("\n", [.enter]),
        ("\r\n", [.enter]), ("\r\r", [.enter, .enter]), ("\u{7F}\u{8}", [.backspace, .backspace]), ("\t", [.tab]),
        ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]), ("\u{1B}OA\u{1B}OH\u{1B}OF", [.up, .home, .end]),
        ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", [.home, .end, .home, .end, .home, .end]), ("\u{1B}[3~", [.delete]),
        ("\u{1}\u{5}\u{15}\u{17}\u{B}\u{3}\u{4}\u{C}",
            [.home, .end, .eraseToBeginning, .eraseWord, .eraseToEnd, .cancel, .endOfInput, .clearScreen]),
        ("\u{1B}[200~x\u{1B}[201~", [.other, .character("x"), .other]), ("\u{1B}[1;5Ax", [.up, .character("x")]),
        ("\u{1B}xy", [.character("y")]), ("\u{1B}\u{1B}[A", [.up]), ("\u{7}", [.other]),
    ])
    func `octets become keys, whole or one by one`(text: String, keys: [Key]) {
        var whole = KeyReader()
        #expect(whole.read(text.utf8) == keys)
        var single = KeyReader()
        #expect(text.utf8.flatMap { single.read([$0]) } == keys)
    }

    @Test func `what is not UTF-8 is passed over, and the next key is read`() {
        var reader = KeyReader()
        let octets: [UInt8] = [0xFF, 0x80, 0xC3, 0x61, 0xE2, 0x82, 0x0D, 0xED, 0xA0, 0x80, 0x62]
        #expect(reader.read(octets) == [.character("a"), .enter, .character("b")])
    }

    @Test func `a sequence without end does not swallow what follows for ever`() {
        var reader = KeyReader()
        let keys = reader.read(Array("\u{1B}[".utf8) + Array(repeating: UInt8(ascii: "1"), count: 40) + Array("x".utf8))
        #expect(keys.last == .character("x"))
    }
}
