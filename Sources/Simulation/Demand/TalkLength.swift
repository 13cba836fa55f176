/// How long conversations of a kind are booked, in minutes.
enum TalkLength: Sendable {
    /// Whatever the conversation takes, rounded up to a multiple of `step` and kept within `limits`.
    case natural(LognormalMixture, limits: ClosedRange<Int>, step: Int)
    /// One of a few usual lengths.
    case usual(WeightedChoice<Int>)

    /// The least and the most that can be booked; nil when there is nothing to draw from.
    var limits: ClosedRange<Int>? {
        switch self {
        case .natural(_, let limits, _): return limits
        case .usual(let choice):
            guard let least = choice.values.min(), let most = choice.values.max() else { return nil }
            return least...most
        }
    }

    /// What is booked, and the length before rounding when that is the real one.
    func draw(_ stream: inout RandomStream) -> (booked: Int, natural: Double?) {
        switch self {
        case .natural(let mixture, let limits, let step):
            let minutes = mixture.draw(&stream) ?? Double(limits.lowerBound)
            let whole = Int(min(minutes, 1440).rounded(.up))
            let rounded = (whole + step - 1) / step * step
            return (min(max(rounded, limits.lowerBound), limits.upperBound), minutes)
        case .usual(let choice):
            return (choice.draw(&stream) ?? 60, nil)
        }
    }
}
