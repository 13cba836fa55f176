import Foundation
import Testing

@testable import Simulation

@Suite struct ReportDrawingTests {
    @Test(arguments: [[0.0], [3], [0.002, 0.011], [-4, -0.5], [-0.02, 0.08], [12_345], [], [.nan, 5], [1e9, -1e9]])
    func `an axis holds all values between round marks`(values: [Double]) {
        let axis = Axis.linear("x", over: values)
        #expect(axis.ticks.count >= 2 && axis.ticks.count <= 9)
        #expect(axis.ticks.first?.value == axis.low && axis.ticks.last?.value == axis.high)
        #expect(axis.low <= 0 && axis.high >= 0)
        #expect(values.filter(\.isFinite).allSatisfy { $0 >= axis.low && $0 <= axis.high })
        #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count, "two marks read the same")
    }

    @Test func `places on an axis lie between its ends`() {
        let axis = Axis.linear("x", over: [10])
        #expect([axis.fraction(0), axis.fraction(5), axis.fraction(10)] == [0, 0.5, 1])
        #expect([axis.fraction(-3), axis.fraction(99), axis.fraction(.nan)] == [0, 1, 0])
    }

    @Test(arguments: [(1.0, 20.0), (5, 90), (60, 7_200), (30, 2_000_000), (0.5, 0.5), (86_400, 90_000)])
    func `an axis of durations has marks that do not touch`(from: Double, to: Double) {
        let axis = Axis.time("t", over: [from, to])
        #expect(axis.ticks.count >= 1)
        #expect(axis.ticks.map(\.value) == axis.ticks.map(\.value).sorted())
        for (left, right) in zip(axis.ticks, axis.ticks.dropFirst()) {
            #expect(axis.fraction(right.value) - axis.fraction(left.value) > 0.19)
        }
        #expect(axis.fraction(from) < axis.fraction(to) || from == to)
    }

    @Test func `series differ in colour, shape and dashes, and further ones in their combination`() {
        let first = (0..<5).map(SeriesStyle.init)
        #expect(Set(first.map(\.colour)).count == 5 && Set(first.map(\.shape)).count == 5 && Set(first.map(\.dash)).count == 5)
        #expect(Set((0..<25).map(SeriesStyle.init).map { "\($0.colour) \($0.shape)" }).count == 25)
    }

    @Test func `colours stand out from the paper in light and in dark`() throws {
        let themes = ReportStyle.sheet.components(separatedBy: "--paper:").dropFirst().map { "--paper:" + $0 }
        #expect(themes.count == 3)
        for theme in themes {
            for background in ["paper", "card"] {
                for text in ["ink", "soft", "link"] {
                    #expect(try contrast(text, on: background, in: theme) >= 4.5, "\(text) on \(background)")
                }
            }
            for series in 0..<5 { #expect(try contrast("s\(series)", on: "paper", in: theme) >= 3, "series \(series)") }
        }
    }

    /// WCAG 2.2, "contrast ratio".
    private func contrast(_ name: String, on background: String, in theme: String) throws -> Double {
        let (one, other) = (try luminance(name, in: theme), try luminance(background, in: theme))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    private func luminance(_ name: String, in theme: String) throws -> Double {
        let start = try #require(theme.range(of: "--\(name):#")).upperBound
        var digits = String(theme[start...].prefix { $0.isHexDigit })
        if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
        let number = try #require(Int(digits, radix: 16))
        let parts = [number >> 16, number >> 8 & 255, number & 255].map { Double($0) / 255 }
        let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    @Test func `no drawing reaches over its edge`() throws {
        for study in InventedStudy.all {
            for element in Markup(Report(of: study).html).elements where element.path.contains("svg") {
                for name in ["x", "x1", "x2", "cx"] {
                    guard let value = element.attributes[name] else { continue }
                    let x = try #require(Double(value))
                    #expect(x >= 0 && x <= SVGCanvas.width, "\(element)")
                }
            }
        }
    }

    @Test func `many languages are drawn in parts, each of them once`() {
        var study = InventedStudy.full(policies: ["tolkbrug"])
        for number in study.policies[0].runs.indices {
            for language in 10..<60 { study.policies[0].runs[number].byLanguage["l\(language)"] = Tally() }
        }
        let markup = Markup(Report(of: study).html)
        let charts = markup.all("svg").filter { $0.attributes["aria-labelledby"]?.hasPrefix("plot-fill-language") == true }
        #expect(charts.count > 1)
        let labels = markup.all("text").map(\.text)
        for language in 10..<60 { #expect(labels.count { $0 == "l\(language)" } == 1) }
    }

    @Test func `durations are drawn as the histogram has them`() {
        var waits = DurationHistogram()
        for second in 1...100 { waits.add(Double(second)) }
        let curve = waits.curve
        #expect(curve.last?.share == 1)
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.seconds < $1.seconds && $0.share <= $1.share })
        let half = curve.first { $0.share >= 0.5 }
        #expect(abs((half?.seconds ?? 0) - 50) < 3)
    }
}
