import Foundation
import Testing

@testable import Simulation

@Suite struct ReportTests {
    /// The page as its reader sees it, without hard spaces.
    private func page(_ study: Study, names: [String: String] = [:]) -> String {
        Report(of: study, names: names).html.replacingOccurrences(of: "\u{A0}", with: " ")
    }

    @Test(arguments: InventedStudy.all.indices) func `the page is well-formed, and its links and labels lead somewhere`(number: Int) {
        let markup = Markup(Report(of: InventedStudy.all[number]).html)
        #expect(markup.fault == nil)
        let ids = markup.elements.compactMap { $0.attributes["id"] }
        #expect(ids.count == Set(ids).count, "an id occurs twice")
        let links = markup.all("a").compactMap { $0.attributes["href"] }
        #expect(links.allSatisfy { $0.hasPrefix("#") && ids.contains(String($0.dropFirst())) })
        let labels = markup.elements.compactMap { $0.attributes["aria-labelledby"] }.flatMap { $0.split(separator: " ").map(String.init) }
        #expect(labels.allSatisfy(ids.contains))
    }

    @Test(arguments: InventedStudy.all.indices) func `nothing is fetched and nothing is run`(number: Int) {
        let html = Report(of: InventedStudy.all[number]).html
        for banned in [
            "http://", "https://", "//", "url(", "@import", "<script", "<link", "<img", " src=", " onload=", " onclick=", " style=",
        ] {
            #expect(!html.contains(banned), "\(banned)")
        }
    }

    @Test func `a phone sees the page in its own width`() {
        let markup = Markup(Report(of: InventedStudy.full()).html)
        #expect(markup.all("meta").contains { $0.attributes["content"] == "width=device-width, initial-scale=1" })
        for table in markup.all("table") { #expect(table.path.last == "div") }
        let boxes = markup.all("div").filter { $0.attributes["class"] == "scroll" }
        #expect(boxes.count == markup.all("table").count && boxes.allSatisfy { $0.attributes["tabindex"] == "0" })
    }

    @Test func `each plot says in words what it shows and has its table beside it`() {
        let markup = Markup(Report(of: InventedStudy.full()).html)
        let plots = markup.all("svg")
        #expect(plots.count >= 15)
        let titles = markup.all("title").filter { $0.path.last == "svg" }
        let descriptions = markup.all("desc")
        #expect(titles.count == plots.count && descriptions.count == plots.count)
        #expect((titles + descriptions).allSatisfy { !$0.text.isEmpty })
        let figures = markup.all("figure").count
        #expect(markup.all("details").count { $0.path.last == "figure" } == figures)
        #expect(markup.all("table").count { $0.path.contains("details") } == figures)
        #expect(plots.allSatisfy { $0.path.last == "figure" })
    }

    @Test func `names from data cannot become markup`() {
        let evil = #"</td><script>alert("1&2")</script>'"# + "\u{0}\u{1B}"
        var study = InventedStudy.full(policies: [evil, "other"])
        study.scenario = evil
        study.question = evil
        study.expects = evil
        study.remarks = [evil]
        study.start = evil
        study.comparisons[0].figure = evil
        study.calibration[0].parameter = evil
        study.calibration[0].source = evil
        study.recruitment[0].language = evil
        for place in study.policies[0].runs.indices {
            study.policies[0].runs[place].byLanguage[evil] = Tally()
            study.policies[0].runs[place].byMonth[evil] = Tally()
            study.policies[0].runs[place].byHour[evil] = Tally()
            study.policies[0].runs[place].byMonthOfLanguage[evil] = [evil: Tally()]
            study.policies[0].runs[place].timeToFill[evil] = study.policies[0].runs[place].timeToFill["onsite"]
        }
        let html = Report(of: study, names: ["agii": evil]).html
        #expect(!html.contains("<script") && !html.contains("</script"))
        #expect(html.contains("&lt;script&gt;alert(&quot;1&amp;2&quot;)&lt;/script&gt;&#39;"))
        let markup = Markup(html)
        #expect(markup.fault == nil)
        #expect(markup.all("h1").first?.text == evil.replacingOccurrences(of: "\u{0}\u{1B}", with: "\u{FFFD}\u{FFFD}"))
    }

    @Test func `a section with nothing to say is left out`() {
        let ids = { (study: Study) in Markup(Report(of: study).html).all("section").compactMap { $0.attributes["id"] } }
        #expect(ids(InventedStudy.full()) == [
            "figures", "comparisons", "fill-language", "fill-modality", "fill-sector", "fill-agency", "fill-hours", "months",
            "months-language", "time-to-fill", "time-to-connect", "hours", "fairness", "travel", "recruitment", "calibration",
        ])
        #expect(ids(InventedStudy.sparse) == ["figures"])
        #expect(ids(InventedStudy.empty) == [])
        #expect(page(InventedStudy.empty).contains("No replication was finished"))
        var oneMonth = InventedStudy.full()
        for (place, policy) in oneMonth.policies.enumerated() {
            for number in policy.runs.indices { oneMonth.policies[place].runs[number].byMonth["2026-04"] = nil }
        }
        #expect(!ids(oneMonth).contains("months") && !ids(oneMonth).contains("months-language"))
    }

    @Test func `the figures are those of the study`() {
        let html = page(InventedStudy.full(), names: ["ti": "Tigrinya", "agii": "AgII"])
        // 62, 64 and 66 filled of 80 kept: mean 80 %, half width 4.303 · 2.5 / √3.
        for figure in [
            "80.0 ± 6.2 %", "Tigrinya", "AgII", "on site", "flanders-week", "Who goes unanswered?", "Expected: Those far away.",
            "2026-03-02", "50 % of demand and people", ">42<", "Two calls could not be mapped.", "32.2 ± 0.2", "0.250 ± 0.000",
            "−5.00 ± 1.50", "clearly lower", "+9.0 %", "−20.0 % ▼", "recruiting 4 is enough to fill 95 %", "3.00 ± 0.00",
        ] {
            #expect(html.contains(figure), "\(figure)")
        }
        // 40 fewer of 80 in the evening.
        #expect(html.contains("tolkbrug: lowest for conversations from 19–20 h, 30.0 ± 6.2 %."))
        #expect(html.contains("Tigrinya: lowest in 2026-03, 80.0 ± 6.2 %."))
        // 70 requests in 7 days.
        #expect(html.contains("highest between 9 and 10 h with 10."))
    }

    @Test func `the Lorenz curve is straight between one interpreter and the next`() {
        // 0, 100, 100 and 200 minutes: 90 % of four people are three and six tenths of the fourth.
        let policy = PolicySummary(name: "p", style: SeriesStyle(0), runs: [InventedStudy.run("p", 1, filled: 60)])
        let shares = [0, 0.25, 0.5, 0.9, 1].compactMap(policy.lorenz)
        #expect(zip(shares, [0, 0, 0.25, 0.8, 1]).allSatisfy { abs($0 - $1) < 1e-9 } && shares.count == 5)
        var idle = InventedStudy.run("p", 1, filled: 60)
        idle.fairness.minutes = [0, 0]
        let nobody = PolicySummary(name: "p", style: SeriesStyle(0), runs: [idle])
        #expect(nobody.lorenz(at: 0.5) == nil && nobody.gini == nil)
    }

    @Test func `one replication shows no intervals and says why`() {
        let html = page(InventedStudy.full(replications: 1))
        #expect(html.contains("1, so no intervals can be given"))
        #expect(!html.contains("±") && !html.contains("class=\"whisker\""))
        let several = page(InventedStudy.full())
        #expect(several.contains("±") && several.contains("class=\"whisker\""))
        #expect(several.contains("means over 3 replications"))
    }

    @Test func `violations of invariants cannot be overlooked`() {
        var study = InventedStudy.full()
        #expect(!page(study).contains("do not trust"))
        study.policies[1].runs[0].violations = 2
        #expect(page(study).contains("found 2 violations: do not trust these figures"))
    }

    @Test func `the same study gives the same bytes`() {
        // Dictionaries filled in another order iterate in another order.
        var study = InventedStudy.full()
        for (place, policy) in study.policies.enumerated() {
            for number in policy.runs.indices {
                for language in (0..<40).map({ "l\($0)" }) { study.policies[place].runs[number].byLanguage[language] = Tally() }
            }
        }
        var other = study
        for (place, policy) in study.policies.enumerated() {
            for (number, run) in policy.runs.enumerated() {
                other.policies[place].runs[number].byLanguage = [:]
                for key in run.byLanguage.keys.sorted().reversed() {
                    other.policies[place].runs[number].byLanguage[key] = run.byLanguage[key]
                }
            }
        }
        #expect(Report(of: study).html == Report(of: other).html)
    }

    @Test func `months stand in their order`() {
        var study = InventedStudy.full(policies: ["tolkbrug"])
        let months = (1...12).map { ($0 < 10 ? "2026-0" : "2026-") + "\($0)" }
        for number in study.policies[0].runs.indices {
            for month in months { study.policies[0].runs[number].byMonth[month] = study.policies[0].runs[number].total }
        }
        let rows = Markup(Report(of: study).html).all("th").map(\.text).filter(months.contains)
        #expect(rows == months + months + months, "one table of fill, one of demand, one of languages")
    }

    @Test func `figures that are not numbers leave a page that can be read`() {
        var study = InventedStudy.full()
        study.comparisons[0].difference = Estimate(mean: .nan, halfWidth: .nan, count: 2)
        study.comparisons[1].difference = Estimate(mean: 1, halfWidth: .infinity, count: 2)
        study.calibration[0].asked = 0
        study.calibration[1].simulated = .infinity
        study.recruitment[0].points[0].fillShare = Estimate(mean: .infinity, halfWidth: nil, count: 1)
        study.policies[0].runs[0].fairness.gini = .nan
        study.policies[0].runs[0].hours = []
        let html = Report(of: study).html
        #expect(Markup(html).fault == nil)
        let words = html.lowercased().split { !$0.isLetter }
        #expect(!words.contains("nan") && !words.contains("inf") && !html.contains("±\u{A0}–"))
    }
}
