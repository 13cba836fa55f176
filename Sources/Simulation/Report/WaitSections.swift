/// How long it took until planned work had a name.
struct FillTimeSection: ReportSection {
    let digest: Digest
    private let modalities: [String]

    init(_ digest: Digest) {
        self.digest = digest
        modalities = digest.modalities { run in run.timeToFill.filter { $0.value.count > 0 }.map(\.key) }
    }

    let id = "time-to-fill"
    let title = "Time to fill"
    var isEmpty: Bool { modalities.isEmpty }

    func write(to page: inout HTMLWriter) {
        page.element("p", "From asking to a name, of planned requests that were filled.")
        if let only = digest.policies.first, digest.policies.count == 1 {
            WaitChart(
                id: id, what: "time to fill", caption: "By modality\(digest.pooling).", kind: "Modality",
                lines: modalities.enumerated().map { place, modality in
                    line(of: only, modality, name: digest.name(of: modality), style: SeriesStyle(place))
                }
            ).write(to: &page)
        } else {
            for modality in modalities {
                let name = digest.name(of: modality)
                WaitChart(
                    id: "\(id)-\(modality)", what: "time to fill, \(name)",
                    caption: "\(Wording.sentence(name))\(digest.pooling).", kind: "Policy",
                    lines: digest.policies.map { line(of: $0, modality, name: $0.name, style: $0.style) }
                ).write(to: &page)
            }
        }
    }

    private func line(of policy: PolicySummary, _ modality: String, name: String, style: SeriesStyle) -> WaitChart.Line {
        .init(
            name: name, style: style, pooled: policy.pooled { $0.timeToFill[modality] },
            quantile: { policy.timeToFill($0, modality: modality) })
    }
}

/// How long on-demand requesters waited for the talk to begin.
struct ConnectTimeSection: ReportSection {
    let digest: Digest

    init(_ digest: Digest) {
        self.digest = digest
    }

    let id = "time-to-connect"
    let title = "Time to connect"
    var isEmpty: Bool { digest.policies.allSatisfy { $0.pooled(\.timeToConnect).count == 0 } }

    func write(to page: inout HTMLWriter) {
        WaitChart(
            id: id, what: "time to connect",
            caption: "From asking to the beginning of the talk, of on-demand requests that were connected\(digest.pooling).",
            kind: "Policy",
            lines: digest.policies.map { policy in
                .init(name: policy.name, style: policy.style, pooled: policy.pooled(\.timeToConnect), quantile: policy.timeToConnect)
            }
        ).write(to: &page)
    }
}
