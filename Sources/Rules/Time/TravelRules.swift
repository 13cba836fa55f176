import Interpreting

/// `rules/travel.yaml`: how long a journey takes, from integer tables made once.
public struct TravelRules: Sendable {
    public let formula: TravelFormula
    /// The first band that holds decides.
    public let bands: [TrafficBand]
    public let parking: ParkingRules
    /// Great-circle metres that anybody is sent at most.
    public let maximumMetres: Ruling<Int>
    private let gazetteer: Gazetteer
    private let count: Int
    private static let minutesADay = 1_440
    /// Great-circle metres from place to place, row by row.
    private let metreTable: [Int32]
    /// Thousandths of a minute before traffic and parking.
    private let baseTable: [Int32]
    /// Per cent by place, for each band.
    private let percentTables: [[Int]]
    /// The most per cent of all bands and places.
    private let slowest: Int
    /// Minutes by place.
    private let parkingTable: [Int]
    /// By minute of the week, 0 being Monday's midnight: the band, -1 when none holds.
    private let bandTable: [Int16]
    /// Minutes of the day at which the traffic may change, ascending.
    private let changes: [Int]

    /// - Throws: problems with numbers out of range and municipalities that the gazetteer does not know.
    public init(
        gazetteer: Gazetteer, formula: TravelFormula, bands: [TrafficBand], parking: ParkingRules, maximumMetres: Ruling<Int>
    ) throws(RuleProblems) {
        try RuleProblems.check(
            TravelCheck(gazetteer: gazetteer, formula: formula, bands: bands, parking: parking, maximumMetres: maximumMetres).problems())
        let places = gazetteer.all
        var metreTable = [Int32](repeating: 0, count: places.count * places.count)
        var baseTable = metreTable
        for (from, start) in places.enumerated() {
            for (to, end) in places.enumerated() where to >= from {
                let metres = start.point.metres(to: end.point)
                let base = Int32(clamping: formula.base(metres: metres))
                for cell in [from * places.count + to, to * places.count + from] {
                    metreTable[cell] = Int32(clamping: metres)
                    baseTable[cell] = base
                }
            }
        }
        self.gazetteer = gazetteer
        self.formula = formula
        self.bands = bands
        self.parking = parking
        self.maximumMetres = maximumMetres
        self.metreTable = metreTable
        self.baseTable = baseTable
        count = places.count
        percentTables = bands.map { band in places.map { band.cities[$0.code] ?? band.percent } }
        parkingTable = places.map { parking.cities[$0.code]?.value ?? parking.minutes.value }
        slowest = percentTables.joined().reduce(100, max)
        bandTable = Weekday.allCases.flatMap { weekday in
            (0..<Self.minutesADay).map { minute in
                Int16(bands.firstIndex { $0.from <= minute && minute < $0.until && $0.weekdays.contains(weekday) } ?? -1)
            }
        }
        changes = Set(bands.flatMap { [$0.from, $0.until] }).sorted()
    }

    /// Great-circle metres between the nuclei of two municipalities, 0 inside one; nil when one is unknown.
    public func metres(from: MunicipalityCode, to: MunicipalityCode) -> Int? { cell(from, to).map { Int(metreTable[$0.cell]) } }

    /// Whether anybody is sent that far; false when a municipality is unknown.
    public func isWithinReach(from: MunicipalityCode, to: MunicipalityCode) -> Bool {
        metres(from: from, to: to).map { $0 <= maximumMetres.value } ?? false
    }

    /// Minutes of a journey, rounded up, parking at its end included; nil when it is farther than anybody is sent, or a
    /// municipality is unknown. Traffic is that of the departure, and of the slower end.
    public func minutes(from: MunicipalityCode, to: MunicipalityCode, departing: LocalTime) -> Ruling<Int>? {
        wholeMinutes(from: from, to: to, departing: departing).map { Ruling($0, formula.rule) }
    }

    /// `minutes` without its rule, for loops over many candidates.
    public func wholeMinutes(from: MunicipalityCode, to: MunicipalityCode, departing: LocalTime) -> Int? {
        guard let (start, end, cell) = cell(from, to), metreTable[cell] <= maximumMetres.value else { return nil }
        return minutes(cell: cell, end: end, percent: percent(band: band(at: departing), start: start, end: end))
    }

    /// How many minutes before `arriving` to leave at the latest, so as to be there in time; nil as for `minutes`.
    public func wholeMinutes(from: MunicipalityCode, to: MunicipalityCode, arriving: LocalTime) -> Int? {
        guard let (start, end, cell) = cell(from, to), metreTable[cell] <= maximumMetres.value else { return nil }
        // Leaving later may take longer: earlier and earlier, beginning with the journey without traffic. While the traffic stays the
        // same the journey does, so what lies between is passed over. It ends, because the journey in the worst traffic fits when
        // there is that much time.
        var minutes = minutes(cell: cell, end: end, percent: 100)
        while true {
            let departure = arriving.adding(minutes: -minutes)
            let percent = percent(band: band(at: departure), start: start, end: end)
            let needed = self.minutes(cell: cell, end: end, percent: percent)
            if needed <= minutes { return minutes }
            let unchanged = changes.last { $0 <= departure.minuteOfDay } ?? 0
            minutes = min(needed, minutes + departure.minuteOfDay - unchanged + 1)
        }
    }

    /// The journey takes no longer than that, whenever it is; nil as for `minutes`.
    public func mostMinutes(from: MunicipalityCode, to: MunicipalityCode) -> Int? {
        guard let (_, end, cell) = cell(from, to), metreTable[cell] <= maximumMetres.value else { return nil }
        return minutes(cell: cell, end: end, percent: slowest)
    }

    /// The journey in all its parts, for explaining it; nil as for `minutes`.
    public func journey(from: MunicipalityCode, to: MunicipalityCode, departing: LocalTime) -> Journey? {
        guard let (start, end, cell) = cell(from, to), metreTable[cell] <= maximumMetres.value else { return nil }
        let band = band(at: departing)
        let percent = percent(band: band, start: start, end: end)
        let parkingRule = (parking.cities[gazetteer.all[end].code] ?? parking.minutes).rule
        return Journey(
            metres: Int(metreTable[cell]), minutes: minutes(cell: cell, end: end, percent: percent), percent: percent,
            parkingMinutes: parkingTable[end], rules: [formula.rule] + (band.map { [bands[$0].rule] } ?? []) + [parkingRule])
    }

    private func cell(_ from: MunicipalityCode, _ to: MunicipalityCode) -> (start: Int, end: Int, cell: Int)? {
        guard let start = gazetteer.index(of: from), let end = gazetteer.index(of: to) else { return nil }
        return (start, end, start * count + end)
    }

    private func minutes(cell: Int, end: Int, percent: Int) -> Int {
        (Int(baseTable[cell]) * percent + 99_999) / 100_000 + parkingTable[end]
    }

    private func band(at local: LocalTime) -> Int? {
        let band = bandTable[local.date.weekday.rawValue * Self.minutesADay + local.minuteOfDay]
        return band < 0 ? nil : Int(band)
    }

    private func percent(band: Int?, start: Int, end: Int) -> Int {
        guard let band else { return 100 }
        return max(percentTables[band][start], percentTables[band][end])
    }
}
