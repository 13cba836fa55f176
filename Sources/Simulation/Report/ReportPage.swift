/// The page: head, what was asked, the sections that have something to say, and how to read them.
struct ReportPage {
    let digest: Digest
    private let sections: [any ReportSection]

    init(_ digest: Digest) {
        self.digest = digest
        let all: [any ReportSection] = [
            HeadlineSection(digest), ComparisonSection(digest),
            FillSection(digest, .language), FillSection(digest, .modality), FillSection(digest, .sector), FillSection(digest, .agency),
            HourFillSection(digest), MonthSection(digest), LanguageMonthSection(digest), FillTimeSection(digest),
            ConnectTimeSection(digest), HourSection(digest), FairnessSection(digest), TravelSection(digest),
            RecruitmentSection(digest), CalibrationSection(digest),
        ]
        sections = all.filter { !$0.isEmpty }
    }

    var html: String {
        var page = HTMLWriter()
        page.element("html", ["lang": "en"]) {
            $0.element("head") { writeHead(to: &$0) }
            $0.element("body") {
                writeOpening(to: &$0)
                writeContents(to: &$0)
                for section in sections {
                    $0.element("section", ["id": section.id]) {
                        $0.element("h2", section.title)
                        section.write(to: &$0)
                    }
                }
                writeClosing(to: &$0)
            }
        }
        return "<!DOCTYPE html>\n" + page.markup
    }

    private func writeHead(to page: inout HTMLWriter) {
        page.empty("meta", ["charset": "utf-8"])
        page.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        // Nothing is fetched or run, and the browser is told so.
        page.empty("meta", ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"])
        page.element("title", "Tolkbrug simulation: \(digest.study.scenario)")
        page.element("style", ReportStyle.sheet)
    }

    private func writeOpening(to page: inout HTMLWriter) {
        let study = digest.study
        page.element("header") {
            $0.element("p", ["class": "soft"], "Tolkbrug simulation")
            $0.element("h1", study.scenario)
            if !study.question.isEmpty { $0.element("p", ["class": "question"], study.question) }
            if !study.expects.isEmpty { $0.element("p", "Expected: \(study.expects)") }
            $0.element("dl") {
                for (name, value) in facts {
                    $0.element("dt", name)
                    $0.element("dd", value)
                }
            }
        }
        if !study.remarks.isEmpty {
            page.element("section", ["class": "remarks", "aria-label": "Remarks"]) {
                $0.element("strong", study.remarks.count == 1 ? "Remark" : "Remarks")
                $0.element("ul") { for remark in study.remarks { $0.element("li", remark) } }
            }
        }
        if digest.policies.isEmpty { page.element("p", "No replication was finished, so there are no figures.") }
    }

    private var facts: [(String, String)] {
        let study = digest.study
        return [
            ("Start", study.start), ("Days", Wording.number(Double(study.days))),
            ("Scale", study.scale == 1 ? "full demand" : Wording.measure(study.scale * 100) + "\(Wording.gap)% of demand and people"),
            ("Policies", digest.policies.isEmpty ? Wording.none : digest.policies.map(\.name).joined(separator: ", ")),
            ("Replications", digest.hasIntervals || digest.policies.isEmpty
                ? "\(digest.replications)" : "1, so no intervals can be given"),
            ("Seed", "\(study.seed)"),
        ]
    }

    private func writeContents(to page: inout HTMLWriter) {
        guard sections.count > 1 else { return }
        page.element("nav", ["aria-label": "Contents"]) {
            $0.element("ul") {
                for section in sections { $0.element("li") { $0.element("a", ["href": "#\(section.id)"], section.title) } }
            }
        }
    }

    private func writeClosing(to page: inout HTMLWriter) {
        guard !digest.policies.isEmpty else { return }
        page.element("footer") {
            $0.element("h2", "How to read this")
            if digest.hasIntervals {
                $0.element("p", """
                    Figures are means over \(digest.replications) replications. What follows ± is half the width of the 95 % confidence \
                    interval (Student's t), which the plots show as whiskers. Counts are per replication.
                    """)
            } else {
                $0.element("p", "One replication was run: how far the figures would differ in another one is not known.")
            }
            $0.element("p", """
                Filled: an interpreter took the request. The fill share is out of those asked and not cancelled by the requester. \
                On-demand work is asked for at once; planned work, for a later time.
                """)
        }
    }
}
