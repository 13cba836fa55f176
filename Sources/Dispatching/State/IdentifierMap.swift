import Interpreting

/// Values by identifier. Numbers are given out in order from 1, so a flat array serves and looking up costs no hashing; in pages, so that
/// a change beside a copy of the engine copies little. It has no order to be walked in.
struct IdentifierMap<Thing: Identified, Value: Hashable & Sendable>: Sendable {
    /// What stands wherever nothing was put.
    private let empty: Value
    private var values = PagedArray<Value>()

    init(empty: Value) {
        self.empty = empty
    }

    subscript(id: Identifier<Thing>) -> Value {
        get { id.number >= 1 && id.number <= values.count ? values[Int(id.number) - 1] : empty }
        _modify {
            if id.number >= 1 {
                while values.count < id.number { values.append(empty) }
                yield &values[Int(id.number) - 1]
            } else {
                // There is no such row.
                var nowhere = empty
                yield &nowhere
            }
        }
    }

    /// Those that are not empty, by number.
    private var entries: some Sequence<(number: Int, value: Value)> {
        (0..<values.count).lazy.map { (number: $0 + 1, value: values[$0]) }.filter { $0.value != empty }
    }
}

/// Two are the same when the same stands at every number, however far each has grown.
extension IdentifierMap: Hashable {
    static func == (left: IdentifierMap, right: IdentifierMap) -> Bool { left.entries.elementsEqual(right.entries, by: ==) }

    func hash(into hasher: inout Hasher) {
        for (number, value) in entries {
            hasher.combine(number)
            hasher.combine(value)
        }
    }
}
