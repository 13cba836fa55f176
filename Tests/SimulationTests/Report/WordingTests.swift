import Testing

@testable import Simulation

@Suite struct WordingTests {
    private func plain(_ words: String) -> String { String(words.map { $0 == "\u{A0}" ? " " : $0 }) }

    @Test func `numbers are grouped and keep their sign`() {
        #expect(Wording.number(1_234_567.891, digits: 1) == "1,234,567.9")
        #expect(Wording.number(-1_000) == "−1,000")
        #expect(Wording.number(-0.04, digits: 1) == "0.0", "a rounded nought has no sign")
        #expect(Wording.number(.nan) == "–" && Wording.number(.infinity) == "–")
        #expect([0.1234, 1.5, 12, 123.4, 100, 0].map(Wording.measure) == ["0.123", "1.5", "12", "123", "100", "0"])
    }

    @Test func `an estimate carries its interval, or none`() {
        #expect(plain(Wording.estimate(Estimate(mean: 12.34, halfWidth: 0.56, count: 3), digits: 1, unit: "min")) == "12.3 ± 0.6 min")
        #expect(Wording.estimate(Estimate(mean: 12.34, halfWidth: nil, count: 1), digits: 1) == "12.3")
        #expect(Wording.estimate(nil, digits: 1) == "–")
        #expect(plain(Wording.percent(Estimate(mean: 0.874, halfWidth: 0.006, count: 3))) == "87.4 ± 0.6 %")
        #expect(plain(Wording.signed(Estimate(mean: 0.5, halfWidth: 12, count: 3))) == "+0.5 ± 12.0")
    }

    @Test(arguments: [
        (12.4, "12 s"), (89, "89 s"), (90, "1.5 min"), (3_000, "50 min"), (7_200, "2.0 h"), (170_000, "47 h"), (259_200, "3.0 days"),
    ])
    func `a duration is told in the unit that suits it`(seconds: Double, words: String) {
        #expect(plain(Wording.duration(Estimate(mean: seconds, halfWidth: nil, count: 1))) == words)
    }

    @Test func `a small interval of a duration does not read as nought`() {
        #expect(plain(Wording.duration(Estimate(mean: 34.04, halfWidth: 0.31, count: 5))) == "34.0 ± 0.3 s")
    }

    @Test func `what is too long is cut where it shows`() {
        #expect(Wording.fitted("abcdef", to: 6) == "abcdef" && Wording.fitted("abcdefg", to: 6) == "abcde…")
        #expect(Wording.count(1, "day") == "1\u{A0}day" && Wording.count(0, "day") == "0\u{A0}days")
    }

    @Test func `calibration flags what is more than a tenth off`() {
        func row(_ asked: Double, _ simulated: Double) -> Study.CalibrationRow {
            .init(parameter: "p", asked: asked, simulated: simulated, source: "s")
        }
        #expect(!row(100, 109).isOff && row(100, 111).isOff && row(100, 89).isOff)
        #expect(row(-10, -12).deviation == -0.2)
        #expect(row(0, 1).isOff && !row(0, 0).isOff && row(0, 1).deviation == nil)
    }

    @Test func `an interval that touches nought is no clear difference`() {
        func verdict(_ mean: Double, _ halfWidth: Double?) -> String {
            ComparisonSection.verdict(Estimate(mean: mean, halfWidth: halfWidth, count: 4))
        }
        #expect(verdict(2, 1) == "clearly higher" && verdict(-2, 1) == "clearly lower")
        #expect(verdict(0.02, 0.01) == "clearly higher" && verdict(20, 30) == "no clear difference")
        #expect(verdict(1, 1) == "no clear difference" && verdict(-0.5, 1) == "no clear difference")
        #expect(verdict(2, nil) == "one replication")
    }
}
