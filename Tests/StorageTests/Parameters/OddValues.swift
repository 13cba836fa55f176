import Wire

/// Values that somebody, or a program with a slip in it, gives to a parameter: the longest, the shortest, the far and the strange.
enum OddValues {
    static let all: [Value] = (texts + numbers + dates + times + identifiers).map { Value($0) } + lists + literals

    /// A sentence of vowelled Arabic, of `count` Unicode scalars: half of its characters are marks on the other half.
    static func arabic(_ count: Int) -> String { repeated("مَرْحَبًا بِكُمْ ", scalars: count) }

    static func repeated(_ text: String, scalars count: Int) -> String {
        let source = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for place in 0..<count { result.append(source[place % source.count]) }
        return String(result)
    }

    /// The lengths at which something ends, and one more.
    private static let lengths = [1, 32, 33, 40, 41, 64, 65, 120, 121, 280, 281]
    private static let ends = [40, 64, 120, 280]

    static let texts: [String] =
        ["", " ", "   ", "\u{A0}\u{2003}", "\u{200B}", "\u{FEFF}"]
        + lengths.map { repeated("a", scalars: $0) }
        + ends.map { repeated("😀", scalars: $0) } + ends.map { String(repeating: "👨‍👩‍👧‍👦", count: $0) }
        + (ends + [121, 281, 360]).map(arabic) + [39, 119, 120, 279, 280, 5_000].map { "e" + String(repeating: "\u{301}", count: $0) }
        + ends.map { repeated("\"\\'", scalars: $0) }
        + ["a\nb\tc", "a\rb", "a\u{0}b", "a\u{7F}b", "a\u{85}b", "a\u{2028}b", "\u{202E}abc", "\u{FFFF}", "\u{10FFFF}", "\u{E000}"]
        + ["\u{E9}", "e\u{301}", "NULL", "null", "{}", "{a,\"b\"}", "(a b)", "'; DROP TABLE request; --", "\\x00", "\\", "$1", "%s"]
        + ["yes", "no", "on", "off", "telephone", "video", "onsite", "complex", "urgent", "female", "other", "health", "read", "now"]

    static let numbers: [String] =
        ["0", "1", "-1", "2", "-0", "+5", "007", "50", "51", "53", "54", "365", "730", "731", "1000", "1001", "1440", "1441", "10080"]
        + ["2147483647", "2147483648", "-2147483649", "\(Int.max)", "\(Int.min)", "9223372036854775808", "1e5", "１２", "٣"]

    static let dates: [String] = [
        "0000-01-01", "0000-12-31", "0001-01-01", "1582-10-10", "2027-02-29", "2027-11-31", "2026-01-01", "2027-03-15", "9999-12-31",
        "10000-01-01", "294276-12-31", "-0001-01-01", "infinity", "-infinity", "epoch", "today",
    ]

    static let times: [String] = [
        "0000-01-01T00:00Z", "0001-01-01T00:00+14:00", "0001-01-01T00:00Z", "9999-12-31T23:59Z", "9999-12-31T23:59-14:00",
        "294276-12-31T23:59Z", "2027-03-15T11:50+01:00", "2027-03-15T11:50:00.001+01:00", "2027-03-15T12:20", "2027-03-15T23:49",
        "2027-03-18T10:00", "2027-03-18T10:00:59.999999999Z", "2027-03-20T02:30", "2027-03-20T24:00", "2027-03-21T02:30",
        "2027-03-21T02:30:00.999", "2027-03-28T02:30", "2027-03-28T02:30+01:00", "2027-03-28T03:00", "2027-03-29T00:00",
        "2027-10-24T02:15", "2027-10-24T02:45", "2027-10-31T02:30", "2027-10-31T02:30+02:00", "2027-10-31T02:15+01:00", "2028-02-29T10:00",
    ]

    static let identifiers: [String] =
        ["R4", "G2", "E2", "T1", "I2", "U2", "K2", "V2", "O4", "A3"]
        + ["R0", "R-1", "r1", "R01", "R999999999999999", "R9999999999999999", "agii", "AGII", "ti", "Tigrinya", "12025", "2800", "Gent"]

    static let lists: [Value] = [
        [], ["telephone"], ["video", "video"], ["telephone", "video", "onsite"], ["agii"], ["agii", "AGII"], ["agii", "agii"],
        ["ti", "Tigrinya"], ["ti:trained", "am:certified", "en"], ["ti:"], [":"], [["ti"]], [["a", ["b"]]], ["requests", "offers"],
        .list(Array(repeating: "ti", count: 8)), .list(Array(repeating: "ti", count: 17)), .list(Array(repeating: "video", count: 16)),
        .list(Array(repeating: "agii", count: 9)), [""], [" "], .list([Value(arabic(120)), Value(arabic(121))]),
    ]

    /// Octets that are no text, and more of them than any text may have.
    static let literals: [Value] = [
        .literal([0xFF]), .literal([0xED, 0xA0, 0x80]), .literal([0xC0, 0x80]), .literal([0xF4, 0x90, 0x80, 0x80]),
        .literal(Array(repeating: 0x61, count: 60_000)), .literal(Array(String(repeating: "مَ", count: 10_000).utf8)),
    ]
}
