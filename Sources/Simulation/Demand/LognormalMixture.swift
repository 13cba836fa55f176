/// Several lognormals, one of which is drawn from each time.
struct LognormalMixture: Sendable {
    private let parts: WeightedChoice<Lognormal>

    init(_ parts: [(part: Lognormal, share: Double)]) {
        self.parts = WeightedChoice(parts.map { (value: $0.part, weight: $0.share) })
    }

    /// Nil when there are no parts.
    func draw(_ stream: inout RandomStream) -> Double? {
        guard let part = parts.draw(&stream) else { return nil }
        return part.draw(&stream)
    }
}
