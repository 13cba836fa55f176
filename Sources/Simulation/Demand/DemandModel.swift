import Interpreting

/// A demand model: an overdispersed Poisson process whose rate follows the calendar, the hour, the scenario's events.
///
/// Each day has a stream of chance of its own. A day's count is Poisson with a mean that is multiplied by a gamma variable of
/// mean 1, so that its variance is `varianceToMean` times its mean. Events that hang on when a conversation takes place are
/// thinned: drawn at the highest rate, then kept with the share that the rate has then (Lewis and Shedler, 1979).
struct DemandModel: InquirySource {
    let start: CivilDate
    let days: Int
    let plan: DemandPlan
    let strata: [Stratum]
    /// NIS codes of the hosts, in their order.
    let places: [String]
    let events: [any ScenarioEvent]
    let calendar: CalendarTable
    private let kinds: WeightedTable
    /// By calendar year and sector, the sum of the factors of all its days.
    private let yearSums: [Int: [Double]]

    /// Days behind the last one that are looked up beforehand: for conversations asked for ahead.
    private static let reach = 120

    init(
        plan: DemandPlan, strata: [Stratum], places: [String], events: [any ScenarioEvent], calendar: ServiceCalendar, start: CivilDate,
        days: Int
    ) {
        self.start = start
        self.days = days
        self.plan = plan
        self.strata = strata
        self.places = places
        self.events = events
        self.calendar = CalendarTable(calendar, from: start, days: days + DemandModel.reach)
        kinds = WeightedTable(plan.kinds.map(\.share))
        var sums: [Int: [Double]] = [:]
        for year in start.year...max(start.year, start.adding(days: max(0, days - 1)).year) {
            sums[year] = DemandModel.factorSums(plan, year: year, calendar: calendar)
        }
        yearSums = sums
    }

    private static func factorSums(_ plan: DemandPlan, year: Int, calendar: ServiceCalendar) -> [Double] {
        guard let first = CivilDate(year: year, month: 1, day: 1) else { return plan.sectors.map { _ in 365 } }
        let count = CivilDate.isLeap(year: year) ? 366 : 365
        let table = CalendarTable(calendar, from: first, days: count)
        return plan.sectors.map { sector in
            (0..<count).reduce(0) { $0 + plan.factor(sector, on: table[first.adding(days: $1)]) }
        }
    }

    func inquiries(onDay day: Int, seed: UInt64) -> [Inquiry] {
        let date = start.adding(days: day)
        var stream = RandomStream(seed: seed, "demand", day)
        let (cells, ordinary) = cells(on: date)
        guard cells.total > 0, ordinary > 0 else { return [] }
        let spread = plan.varianceToMean > 1 ? stream.gamma(shape: ordinary / (plan.varianceToMean - 1)) : 1
        let count = stream.poisson(mean: cells.total * spread)
        var found: [Inquiry] = []
        found.reserveCapacity(count)
        for _ in 0..<count {
            guard let cell = cells.draw(&stream) else { continue }
            let (stratum, language) = cell.quotientAndRemainder(dividingBy: plan.languages.count)
            if let inquiry = inquiry(strata[stratum], language, on: date, &stream) { found.append(inquiry) }
        }
        return found.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// The expected number of inquiries on a day, events left out.
    func mean(onDay day: Int) -> Double { cells(on: start.adding(days: day)).ordinary }

    func drawn(onDay day: Int) -> Double? { cells(on: start.adding(days: day)).table.total }

    /// Known as long as no event changes it.
    func expected(onDay day: Int) -> Double? { events.isEmpty ? mean(onDay: day) : nil }

    /// By stratum and language, the highest rate that events allow; and the mean without what hangs on when a conversation is.
    private func cells(on date: CivilDate) -> (table: WeightedTable, ordinary: Double) {
        var weights: [Double] = []
        weights.reserveCapacity(strata.count * plan.languages.count)
        var ordinary = 0.0
        let day = calendar[date]
        for stratum in strata {
            let mean = mean(of: stratum, on: date, day)
            for (place, share) in stratum.languages.enumerated() {
                var weight = mean * share
                ordinary += weight
                if weight > 0, !events.isEmpty {
                    let sector = plan.sectors[stratum.sector].sector
                    let asking = Asking(date: date, sector: sector, agency: stratum.agency, language: plan.languages[place].tag)
                    for event in events { weight *= event.highestFactor(of: asking) }
                }
                weights.append(weight)
            }
        }
        return (WeightedTable(weights), ordinary)
    }

    private func mean(of stratum: Stratum, on date: CivilDate, _ day: CalendarTable.Day) -> Double {
        let factor = plan.factor(plan.sectors[stratum.sector], on: day)
        switch stratum.volume {
        case .perYear(let volume):
            let sum = yearSums[date.year]?[stratum.sector] ?? 0
            return sum > 0 ? volume * factor / sum : 0
        case .perWeek(let volume, let opens):
            let week = plan.weekdays.reduce(0, +)
            return date >= opens && week > 0 ? volume * factor / week : 0
        }
    }

    /// One inquiry of a cell, or nil when the events thin it out.
    private func inquiry(_ stratum: Stratum, _ language: Int, on date: CivilDate, _ stream: inout RandomStream) -> Inquiry? {
        let sector = plan.sectors[stratum.sector]
        guard let place = kinds.draw(&stream), let host = stratum.hosts.draw(&stream) else { return nil }
        let kind = plan.kinds[place]
        let second = sector.asks.second(&stream)
        let at = calendar.moment(date, secondOfDay: second) + Span(milliseconds: Int64(stream.index(below: 1000)))
        var talk = LocalTime(date: date, secondOfDay: second)
        var start: Timestamp?
        if let lead = kind.lead {
            let beginning = lead.beginning(askedAt: at, on: date, talks: sector.talks, calendar: calendar, stream: &stream)
            (start, talk) = (beginning.moment, beginning.local)
        }
        let tag = plan.languages[language].tag
        let kept = stream.uniform()
        if !events.isEmpty {
            let asking = Asking(date: date, sector: sector.sector, agency: stratum.agency, language: tag)
            var share = 1.0
            for event in events {
                let highest = event.highestFactor(of: asking)
                if highest > 0 { share *= event.factor(of: asking, talk: talk) / highest }
            }
            if kept >= share { return nil }
        }
        return filled(kind, at: at, host: host, language: tag, start: start, &stream)
    }

    private func filled(
        _ kind: TalkKind, at: Timestamp, host: Int, language: String, start: Timestamp?, _ stream: inout RandomStream
    ) -> Inquiry {
        let length = kind.length.draw(&stream)
        var inquiry = Inquiry(
            at: at, host: host, language: language, complexity: (kind.complexity.draw(&stream) ?? .informative).rawValue,
            minutes: length.booked, start: start, place: places[host], fallback: kind.fallback.draw(&stream) ?? [])
        let real = kind.actual.map { Double(length.booked) * $0.draw(&stream) } ?? length.natural ?? Double(length.booked)
        inquiry.actualMinutes = max(1, Int(min(real, 600).rounded()))
        inquiry.documents = stream.chance(kind.documents)
        inquiry.emotional = stream.chance(kind.emotional)
        inquiry.participants = kind.participants.draw(&stream) ?? 1
        if stream.chance(plan.wishes.urgent) { inquiry.priority = Priority.urgent.rawValue }
        let wish = stream.uniform()
        if wish < plan.wishes.female {
            inquiry.gender = Gender.female.rawValue
        } else if wish < plan.wishes.female + plan.wishes.male {
            inquiry.gender = Gender.male.rawValue
        }
        if let patience = kind.patience { inquiry.patience = .seconds(max(1, Int(patience.draw(&stream)))) }
        if let start, stream.chance(kind.cancelled) {
            let window = min(kind.notice, start - at)
            let notice = Span.seconds(stream.index(below: max(1, window.seconds)))
            inquiry.cancelAfter = max(.seconds(1), start - notice - at)
        }
        return inquiry
    }
}
