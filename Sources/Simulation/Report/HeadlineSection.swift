/// What each policy came to, in a few figures.
struct HeadlineSection: ReportSection {
    let digest: Digest

    init(_ digest: Digest) {
        self.digest = digest
    }

    let id = "figures"
    let title = "Headline figures"
    var isEmpty: Bool { digest.policies.isEmpty }

    func write(to page: inout HTMLWriter) {
        if !digest.hasIntervals { page.element("p", ["class": "soft"], "One replication: figures without intervals.") }
        page.element("div", ["class": "cards"]) { for policy in digest.policies { writeCard(policy, to: &$0) } }
        ReportTable(
            caption: "Per replication" + (digest.hasIntervals ? ", with 95 % confidence intervals" : ""),
            columns: ["Figure"] + digest.policies.map(\.name), rows: rows
        ).write(to: &page)
    }

    private func writeCard(_ policy: PolicySummary, to page: inout HTMLWriter) {
        page.element("div", ["class": policy.violations > 0 ? "card alarm" : "card"]) {
            $0.element("h3", policy.name)
            $0.element("p", ["class": "big"], Wording.percent(policy.fillShare?.withoutInterval))
            let spread = policy.fillShare?.halfWidth.map { " (±\(Wording.gap)\(Wording.number($0 * 100, digits: 1)))" } ?? ""
            $0.element("p", "filled\(spread)")
            $0.element("p", "\(Wording.estimate(policy.count(\.asked)?.withoutInterval, digits: 0)) asked")
            if let refused = policy.refused {
                $0.element("p", "\(Wording.estimate(refused.withoutInterval, digits: 0)) more refused by the service's rules")
            }
            if policy.violations > 0 {
                $0.element("p", """
                    The engine's own checks found \(Wording.count(policy.violations, "violation")): do not trust these figures.
                    """)
            }
        }
    }

    private var rows: [[String]] {
        var rows = [
            row("refused by the service's rules") { Wording.estimate($0.refused, digits: 0) },
            row("asked") { count($0, \.asked) }, row("filled") { count($0, \.filled) }, row("unfilled") { count($0, \.unfilled) },
            row("cancelled by the requester") { count($0, \.cancelled) }, row("of these hung up while waiting") { count($0, \.abandoned) },
            row("interpreter did not appear") { count($0, \.noShows) }, row("fill share") { Wording.percent($0.fillShare) },
        ]
        for modality in digest.modalities({ Array($0.timeToFill.keys) }) {
            let name = "median time to fill, \(digest.name(of: modality))"
            rows.append(row(name) { Wording.duration($0.timeToFill(0.5, modality: modality)) })
        }
        rows.append(row("median time to connect") { Wording.duration($0.timeToConnect(0.5)) })
        rows.append(row("offers made per request filled") { Wording.estimate($0.offersPerFill, digits: 2) })
        rows.append(row("Gini of minutes of talk") { Wording.estimate($0.gini, digits: 3) })
        rows.append(row("travel per talk on site, min") { Wording.estimate($0.travelMinutes, digits: 1) })
        rows.append(row("plans made") { Wording.estimate($0.plansMade, digits: 0) })
        rows.append(row("proposals stale when the plan was done") { Wording.percent($0.staleShare) })
        rows.append(row("violations found") { Wording.number(Double($0.violations)) })
        // A figure that no policy has is left out.
        return rows.filter { $0.dropFirst().contains { $0 != Wording.none } }
    }

    private func row(_ name: String, _ figure: (PolicySummary) -> String) -> [String] {
        [name] + digest.policies.map(figure)
    }

    private func count(_ policy: PolicySummary, _ number: (Tally) -> Int) -> String {
        Wording.estimate(policy.count(number), digits: 0)
    }
}
