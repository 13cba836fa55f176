/// How something is spread over the hours of a day.
struct HourProfile: Sendable {
    /// As scenarios refer to it: `call-centre`.
    let id: String
    /// 24 weights, from midnight.
    let weights: [Double]
    private let table: WeightedTable

    /// - Parameters:
    ///   - from: the first hour that `weights` speaks of; hours before and after have none.
    init(id: String, from: Int, weights: [Double]) {
        var whole = [Double](repeating: 0, count: 24)
        for (offset, weight) in weights.enumerated() where (0..<24).contains(from + offset) { whole[from + offset] = weight }
        self.id = id
        self.weights = whole
        table = WeightedTable(whole)
    }

    /// Seconds since midnight, evenly within the hour drawn; noon when the profile is empty.
    func second(_ stream: inout RandomStream) -> Int { (table.draw(&stream) ?? 12) * 3600 + stream.index(below: 3600) }

    /// Whether anything happens in the hour of that minute of the day.
    func isOpen(minuteOfDay: Int) -> Bool { (0..<1440).contains(minuteOfDay) && weights[minuteOfDay / 60] > 0 }
}
