extension Scenario {
    /// The scenario with a part of its demand and of its people, or with a multiple of them; every language keeps at least one
    /// interpreter who has it as the first language, and hosts stay, each asking less.
    ///
    /// - Parameter factor: more than 0. Demand that is written down (a day, a log) can be thinned and not multiplied: there a factor
    ///   above 1 changes only the people.
    public func scaled(by factor: Double) -> Scenario {
        guard factor > 0, factor != 1 else { return self }
        var scaled = self
        scaled.scale = scale * factor
        if let model = inquiries as? DemandModel {
            scaled.inquiries = model.scaled(by: factor)
        } else if factor < 1 {
            scaled.inquiries = ThinnedInquiries(whole: inquiries, share: factor)
        }
        scaled.people = Scenario.scaled(people, by: factor)
        return scaled
    }

    /// By first language: the first ones of each, round and round when more are needed than there are.
    private static func scaled(_ people: [Person], by factor: Double) -> [Person] {
        var numbers: [String: Int] = [:]
        for person in people { numbers[person.languages.first ?? "", default: 0] += 1 }
        var kept: [Person] = []
        var left = numbers.mapValues { max(1, Int((Double($0) * factor).rounded())) }
        var round = 1
        while left.values.contains(where: { $0 > 0 }) {
            for var person in people {
                let language = person.languages.first ?? ""
                guard let rest = left[language], rest > 0 else { continue }
                left[language] = rest - 1
                if round > 1 { person.name += " (\(round))" }
                kept.append(person)
            }
            round += 1
        }
        return kept
    }
}

extension DemandModel {
    /// The same demand with `factor` times its volume, newcomers included.
    func scaled(by factor: Double) -> DemandModel {
        DemandModel(
            plan: plan, strata: strata.map { $0.scaled(by: factor) }, places: places, events: events, calendar: calendar.calendar,
            start: start, days: days)
    }
}

extension Stratum {
    func scaled(by factor: Double) -> Stratum {
        let scaled: Volume =
            switch volume {
            case .perYear(let volume): .perYear(volume * factor)
            case .perWeek(let volume, let opens): .perWeek(volume * factor, opens: opens)
            }
        return Stratum(sector: sector, agency: agency, volume: scaled, languages: languages, hosts: hosts)
    }
}
