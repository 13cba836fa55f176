/// A point on the earth in integer microdegrees (WGS 84), so that equal points are equal on every machine.
public struct Coordinates: Hashable, Sendable, Codable {
    /// Microdegrees north, -90,000,000 … 90,000,000.
    public let latitude: Int
    /// Microdegrees east, -180,000,000 … 180,000,000.
    public let longitude: Int

    /// Nil when the point is not on the earth.
    public init?(latitude: Int, longitude: Int) {
        guard (-90_000_000...90_000_000).contains(latitude), (-180_000_000...180_000_000).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Great-circle metres to `other`, rounded to the nearest, on a sphere with the mean radius of the earth (IUGG, 6,371,008.8 m).
    ///
    /// Computed with additions, multiplications and square roots alone: IEEE 754 fixes their results to the last bit, which it
    /// does not do for the sines of a system's library.
    public func metres(to other: Coordinates) -> Int {
        if self == other { return 0 }
        let (here, there) = (unitVector, other.unitVector)
        let (dx, dy, dz) = (here.x - there.x, here.y - there.y, here.z - there.z)
        let halfChord = (dx * dx + dy * dy + dz * dz).squareRoot() / 2
        let angle = 2 * Coordinates.arcSine(min(1, halfChord))
        return Int((angle * 6_371_008.8).rounded())
    }

    private var unitVector: (x: Double, y: Double, z: Double) {
        let (north, east) = (Coordinates.sineCosine(latitude), Coordinates.sineCosine(longitude))
        return (north.cosine * east.cosine, north.cosine * east.sine, north.sine)
    }

    /// Sine and cosine of an angle up to half a turn, by Taylor series of a sixteenth of it and four doublings.
    private static func sineCosine(_ microdegrees: Int) -> (sine: Double, cosine: Double) {
        let angle = Double(microdegrees) * (Double.pi / 180_000_000) / 16
        let square = angle * angle
        var (sine, cosine) = (0.0, 0.0)
        var term = 1.0
        for power in 0..<10 {
            cosine += term
            sine += term * angle / Double(2 * power + 1)
            term *= -square / Double((2 * power + 1) * (2 * power + 2))
        }
        for _ in 0..<4 { (sine, cosine) = (2 * sine * cosine, cosine * cosine - sine * sine) }
        return (sine, cosine)
    }

    /// The angle in 0 … π/2 whose sine is `value` in 0 … 1, by halving the angle until the series converges fast.
    private static func arcSine(_ value: Double) -> Double {
        var sine = value
        var doublings = 1.0
        while sine > 0.05 {
            // sin(a/2) from sin(a), for a up to a quarter turn.
            sine = ((1 - (1 - sine * sine).squareRoot()) / 2).squareRoot()
            doublings *= 2
        }
        let square = sine * sine
        var (sum, term) = (0.0, sine)
        for power in 0..<8 {
            sum += term / Double(2 * power + 1)
            term *= square * Double(2 * power + 1) / Double(2 * power + 2)
        }
        return sum * doublings
    }
}
