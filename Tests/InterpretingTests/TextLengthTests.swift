import Interpreting
import Testing

@Suite struct TextLengthTests {
    @Test(arguments: [
        ("", 0), ("ring", 4), ("é", 1), ("e\u{301}", 2), ("😀", 1), ("👨‍👩‍👧‍👦", 7), ("مَرْحَبًا", 9), ("a\r\nb", 4),
    ])
    func `characters are code points, as PostgreSQL counts them`(_ text: String, _ count: Int) {
        #expect(text.characterCount == count)
        #expect(!text.isLonger(than: count) && text.isLonger(than: count - 1))
    }

    @Test func `who counts letters is told that their marks count too`() {
        #expect("abc".lengthText == "3 characters")
        #expect("één".lengthText == "3 characters")
        #expect("مَرْ".lengthText == "4 characters, marks on letters counted")
    }

    @Test func `an excerpt is short however many marks a letter has`() {
        #expect("0123456789".excerpt(10) == "0123456789")
        #expect("01234567890".excerpt(10) == "012345678…")
        #expect(("e" + String(repeating: "\u{301}", count: 5_000)).excerpt(10).characterCount == 10)
    }

    @Test(arguments: ["", " ", "\u{A0}\u{2003}\t", "\u{200B}\u{FEFF}", " \u{200D} "]) func `nothing is seen of`(_ text: String) {
        #expect(text.isBlank)
    }

    @Test(arguments: ["a", " é ", "ا", "😀", "."]) func `something is seen of`(_ text: String) { #expect(!text.isBlank) }

    @Test(arguments: [
        ("2026-11-31", "November has 30 days"), ("2027-02-29", "2027 is no leap year, February has 28 days"),
        ("2028-02-30", "February has 29 days"), ("2026-13-01", "months go from 01 to 12"), ("2026-12-00", "December has 31 days"),
        ("0000-01-01", "years go from 0001 to 9999"),
    ])
    func `a date that does not exist is told why`(_ text: String, _ problem: String) {
        #expect(CivilDate(text) == nil)
        #expect(CivilDate.problem(of: text) == problem)
    }

    @Test(arguments: ["2026-12-01", "2028-02-29", "9999-12-31", "tomorrow", "2026-1-1", "10000-01-01", ""])
    func `what is a date, or not like one, has no such problem`(_ text: String) { #expect(CivilDate.problem(of: text) == nil) }
}
