import Interpreting

/// The days on which agreements of an organisation with an agency are in force: no two on the same.
extension Engine {
    func checkAlone(_ agreement: Agreement) throws(Refusal) {
        let others = agreements(of: agreement.organisation, with: agreement.agency).filter { $0.id != agreement.id }
            .sorted { $0.from < $1.from }
        let inTheWay = others.filter { $0.from <= agreement.until ?? .endless && agreement.from <= $0.until ?? .endless }
        guard let other = inTheWay.first else { return }
        var ways: [String] = []
        if inTheWay.count == 1, other.from < agreement.from {
            ways.append("AGREEMENT end \(other.id) until=\(agreement.from.adding(days: -1)) first")
        }
        if agreement.from < other.from { ways.append("let this one end with until=\(other.from.adding(days: -1))") }
        if let later = beginning(of: agreement, after: other, beside: others) { ways.append("let this one begin with \(later)") }
        if ways.isEmpty { ways.append("SHOW \(other.id), which is in force on some of these days") }
        throw Refusal(
            .duplicate,
            "\(other.id) of \(agreement.organisation) with \(agreement.agency) runs from \(other.from)"
                + "\(other.until.map { " until \($0)" } ?? " with no end"), and two are not in force on the same day: "
                + ways.joined(separator: ", or "))
    }

    /// `from=2027-01-01 until=2027-06-30`: the first days without an agreement after `other`; nil when there are none in time.
    private func beginning(of agreement: Agreement, after other: Agreement, beside others: [Agreement]) -> String? {
        guard var first = other.until?.adding(days: 1) else { return nil }
        for next in others where next.isInForce(on: first) {
            guard let last = next.until else { return nil }
            first = last.adding(days: 1)
        }
        guard first <= agreement.until ?? .endless else { return nil }
        guard let next = others.first(where: { $0.from > first && $0.from <= agreement.until ?? .endless }) else { return "from=\(first)" }
        return "from=\(first) until=\(next.from.adding(days: -1))"
    }
}

extension CivilDate {
    /// After every date that can be written.
    fileprivate static let endless = CivilDate(dayNumber: .max)
}
