/// Values with weights, drawn in proportion.
struct WeightedChoice<Value: Sendable>: Sendable {
    let values: [Value]
    private let table: WeightedTable

    init(_ pairs: [(value: Value, weight: Double)]) {
        values = pairs.map(\.value)
        table = WeightedTable(pairs.map(\.weight))
    }

    /// Nil when no weight is positive.
    func draw(_ stream: inout RandomStream) -> Value? { table.draw(&stream).map { values[$0] } }
}
