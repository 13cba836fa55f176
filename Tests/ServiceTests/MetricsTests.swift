import Testing

@testable import Service

@Suite struct MetricsTests {
    @Test func labelValuesAreEscaped() {
        var text = MetricsText()
        text.family("a_total", "counter", "Help with \\ and\nlines.", [(labels: [("verb", "a\"b\\c\nd")], value: 2)])
        #expect(text.text == "# HELP a_total Help with \\\\ and\\nlines.\n# TYPE a_total counter\na_total{verb=\"a\\\"b\\\\c\\nd\"} 2\n")
    }

    @Test func bucketsOfAHistogramAreCumulative() {
        var histogram = Histogram(bounds: [1, 2, 4])
        for value in [0.5, 1, 3, 100] { histogram.observe(value) }
        var text = MetricsText()
        text.histogram("h", "x", histogram)
        let lines = text.text.split(separator: "\n").dropFirst(2).map(String.init)
        #expect(lines == [
            "h_bucket{le=\"1\"} 2", "h_bucket{le=\"2\"} 2", "h_bucket{le=\"4\"} 3", "h_bucket{le=\"+Inf\"} 4", "h_sum 104.5", "h_count 4",
        ])
    }

    @Test func everyLineOfThePageIsACommentOrASample() throws {
        let metrics = Metrics()
        metrics.answered(verb: "SUBMIT", status: "2.3.0")
        metrics.answered(verb: "?", status: "5.1.2")
        metrics.update { $0.part = .leader }
        let page = metrics.text(at: SystemClock().now())
        let sample = try Regex(#"^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+$"#)
        for line in page.split(separator: "\n") where !line.hasPrefix("# ") {
            #expect(line.contains(sample), "\(line)")
        }
        #expect(page.contains("tolkbrug_commands_total{verb=\"SUBMIT\",status=\"2.3.0\"} 1") == true)
        #expect(page.contains("tolkbrug_part{part=\"leader\"} 1"))
        #expect(page.contains("tolkbrug_part{part=\"standby\"} 0"))
    }

    @Test func healthSaysWhetherToSendClientsHere() {
        let metrics = Metrics()
        #expect(metrics.health.status == .serviceUnavailable)
        metrics.update { $0.part = .leader }
        #expect(metrics.health.status == .ok)
        metrics.update { $0.isStoreFailing = true }
        #expect(metrics.health.status == .serviceUnavailable)
        metrics.update { $0.isStoreFailing = false; $0.part = .draining }
        #expect(metrics.health.status == .serviceUnavailable)
    }

    @Test func `a server that waits for its database to begin says why`() {
        let metrics = Metrics()
        metrics.update { $0.obstacle = "the database is unreachable: no \"socket\" in /run\nor so" }
        #expect(metrics.health.status == .serviceUnavailable)
        #expect(metrics.health.text == #"""
            {"part":"starting","store":"failing","reason":"the database is unreachable: no \"socket\" in /run\nor so","epoch":0,"head":0}

            """#)
        #expect(metrics.text(at: HandClock().now()).contains("tolkbrug_store_up 0"))
        metrics.update { $0.obstacle = nil }
        #expect(metrics.health.text == #"{"part":"starting","store":"ok","epoch":0,"head":0}"# + "\n")
    }

    @Test(arguments: [Metrics.Part.leader, .standby])
    func `while the database cannot be reached the health page says so`(part: Metrics.Part) {
        let metrics = Metrics()
        metrics.update { $0.part = part }
        metrics.storeSeen(isReachable: true)
        #expect(metrics.health.status == .ok)
        metrics.storeSeen(isReachable: false)
        #expect(metrics.health.status == .serviceUnavailable)
        #expect(metrics.health.text.contains(#""store":"down""#))
        #expect(metrics.text(at: HandClock().now()).contains("tolkbrug_store_up 0"))
        // A database that hangs says nothing at all.
        metrics.update { $0.storeSeen = (.now - Metrics.storeSilence - .seconds(1), true) }
        #expect(metrics.health.text.contains(#""store":"down""#))
        metrics.storeSeen(isReachable: true)
        #expect(metrics.health.status == .ok)
    }
}
