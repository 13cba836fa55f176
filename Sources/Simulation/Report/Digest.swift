/// A study made ready for telling: policies summarised, keys given names.
struct Digest {
    let study: Study
    let policies: [PolicySummary]
    private let names: [String: String]

    /// - Parameter names: words for language tags and agency codes; what has none is shown as it is.
    init(_ study: Study, names: [String: String]) {
        self.study = study
        self.names = names
        policies = study.policies.filter { !$0.runs.isEmpty }.enumerated().map { place, policy in
            PolicySummary(name: policy.name, style: SeriesStyle(place), runs: policy.runs)
        }
    }

    /// The most replications that any policy has.
    var replications: Int { policies.map(\.runs.count).max() ?? 0 }

    /// One replication has no spread, so nothing can be said about its precision.
    var hasIntervals: Bool { replications > 1 }

    /// What is thrown together in a figure of waits.
    var pooling: String { hasIntervals ? ", all replications together" : "" }

    func name(of key: String) -> String {
        names[key] ?? (key == "onsite" ? "on site" : key)
    }

    /// Modalities in the order of DESIGN, then any others.
    func modalities(_ keys: (RunFigures) -> [String]) -> [String] {
        let known = ["telephone", "video", "onsite"]
        let present = Set(policies.flatMap { $0.runs.flatMap(keys) })
        return known.filter(present.contains) + present.subtracting(known).sorted()
    }

    /// One language, sector, month …: what each policy made of it.
    struct Group {
        var key: String
        var name: String
        /// In the order of the policies.
        var outcomes: [Outcome]
    }

    struct Outcome {
        var policy: PolicySummary
        /// Requests per replication.
        var asked: Estimate?
        /// Of those not cancelled.
        var fillShare: Estimate?
        var noShows: Estimate?
    }

    /// Ascending by key.
    func groups(_ tallies: (RunFigures) -> [String: Tally]) -> [Group] {
        let keys = Set(policies.flatMap { $0.runs.flatMap { tallies($0).keys } }).sorted()
        return keys.map { key in
            Group(key: key, name: name(of: key), outcomes: policies.map { policy in
                Outcome(
                    policy: policy,
                    // A replication in which nobody asked counts as a nought, not as missing.
                    asked: policy.estimate { Double(tallies($0)[key]?.asked ?? 0) },
                    fillShare: policy.estimate { tallies($0)[key]?.fillShare },
                    noShows: policy.estimate { Double(tallies($0)[key]?.noShows ?? 0) })
            })
        }
    }

    /// Those of which the first policy fills least come first; without requests last.
    func byFill(_ tallies: (RunFigures) -> [String: Tally]) -> [Group] {
        groups(tallies).sorted { left, right in
            let (low, high) = (left.outcomes.first?.fillShare?.mean ?? 2, right.outcomes.first?.fillShare?.mean ?? 2)
            return low == high ? left.key < right.key : low < high
        }
    }
}
