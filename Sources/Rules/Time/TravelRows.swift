import Interpreting

/// The journey formula: fixed + root·√km + linear·km, of great-circle kilometres, before traffic and parking.
public struct TravelFormula: Hashable, Sendable {
    /// Thousandths of a minute for every journey.
    public let fixed: Int
    /// Thousandths of a minute for each square root of a kilometre: getting out of town and into the next one.
    public let perRootKilometre: Int
    /// Thousandths of a minute for each kilometre.
    public let perKilometre: Int
    /// No journey counts as shorter than this many metres, inside one municipality too.
    public let leastMetres: Int
    public let rule: RuleReference

    public init(fixed: Int, perRootKilometre: Int, perKilometre: Int, leastMetres: Int, rule: RuleReference) {
        self.fixed = fixed
        self.perRootKilometre = perRootKilometre
        self.perKilometre = perKilometre
        self.leastMetres = leastMetres
        self.rule = rule
    }

    /// Thousandths of a minute for so many great-circle metres, rounded down; integer arithmetic throughout.
    public func base(metres: Int) -> Int {
        let metres = max(metres, leastMetres)
        // c·√(m/1000) = √(c²·m/1000)
        let root = TravelFormula.squareRoot(perRootKilometre * perRootKilometre * metres / 1000)
        return fixed + root + perKilometre * metres / 1000
    }

    /// The integer square root, rounded down, by Newton's method from above.
    static func squareRoot(_ value: Int) -> Int {
        guard value > 0 else { return 0 }
        var guess = 1 << ((Int.bitWidth - value.leadingZeroBitCount + 1) / 2)
        while true {
            let better = (guess + value / guess) / 2
            if better >= guess { return guess }
            guess = better
        }
    }
}

/// A stretch of the day in which journeys take longer.
public struct TrafficBand: Hashable, Sendable {
    /// Days of the week on which it holds.
    public let weekdays: [Weekday]
    /// Minutes since midnight on the wall clock.
    public let from: Int
    /// The first minute after the band.
    public let until: Int
    /// Factor in per cent where no city row says otherwise.
    public let percent: Int
    /// Factor in per cent for journeys from or to these municipalities.
    public let cities: [MunicipalityCode: Int]
    public let rule: RuleReference

    public init(weekdays: [Weekday], from: Int, until: Int, percent: Int, cities: [MunicipalityCode: Int] = [:], rule: RuleReference) {
        self.weekdays = weekdays
        self.from = from
        self.until = until
        self.percent = percent
        self.cities = cities
        self.rule = rule
    }
}

/// Minutes to park and walk at the end of a journey.
public struct ParkingRules: Hashable, Sendable {
    public let minutes: Ruling<Int>
    public let cities: [MunicipalityCode: Ruling<Int>]

    public init(minutes: Ruling<Int>, cities: [MunicipalityCode: Ruling<Int>] = [:]) {
        self.minutes = minutes
        self.cities = cities
    }
}

/// A journey, with the rows that made it as long as it is.
public struct Journey: Hashable, Sendable {
    public let metres: Int
    public let minutes: Int
    /// Traffic factor in per cent; 100 outside every band.
    public let percent: Int
    /// Minutes of `minutes` spent parking.
    public let parkingMinutes: Int
    /// The formula, the band when one holds, and parking.
    public let rules: [RuleReference]
}
