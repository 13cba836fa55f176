import Interpreting

/// All rows of one kind by number. Numbers are given out in order from 1, so a flat array serves: looking up costs no hashing
/// and walking is always in the order of numbers. In pages, so that a change beside a copy of the engine copies little.
struct Table<Thing: Identified & Hashable>: Hashable, Sendable {
    private var rows = PagedArray<Thing?>()

    /// The identifier that the next new row gets.
    var nextID: Identifier<Thing> { Identifier(Int64(rows.count) + 1) }

    /// Inlined, so that whoever wants one field does not get a copy of the row.
    @inline(__always)
    subscript(id: Identifier<Thing>) -> Thing? {
        guard id.number >= 1, id.number <= rows.count else { return nil }
        return rows[Int(id.number) - 1]
    }

    func contains(_ id: Identifier<Thing>) -> Bool { id.number >= 1 && id.number <= rows.count && rows[Int(id.number) - 1] != nil }

    /// Stores `row` under `id`, or takes it out again when nil; returns what stood there.
    @discardableResult
    mutating func put(_ row: Thing?, at id: Identifier<Thing>) -> Thing? {
        guard id.number >= 1 else { return nil }
        let index = Int(id.number) - 1
        while rows.count <= index { rows.append(nil) }
        var old = row
        swap(&rows[index], &old)
        // A row taken out again by a refused command gives its number back.
        if row == nil {
            while let last = rows.last, last == nil { rows.removeLast() }
        }
        return old
    }

    /// In the order of numbers, those after `id` when given.
    func all(after id: Identifier<Thing>? = nil) -> some Sequence<Thing> {
        let first = min(max(0, Int(id?.number ?? 0)), rows.count)
        return (first..<rows.count).lazy.compactMap { rows[$0] }
    }

    var count: Int { (0..<rows.count).reduce(into: 0) { count, place in if rows[place] != nil { count += 1 } } }
}

extension Array where Element: Comparable {
    /// Puts `element` where it belongs in an ascending array; nothing happens when it is there.
    mutating func insertSorted(_ element: Element) {
        let index = lowerBound(element)
        if index == count || self[index] != element { insert(element, at: index) }
    }

    /// Takes `element` out of an ascending array.
    mutating func removeSorted(_ element: Element) {
        let index = lowerBound(element)
        if index < count, self[index] == element { remove(at: index) }
    }

    /// Both ascending arrays in one, what is in both once.
    func mergedSorted(with other: [Element]) -> [Element] {
        if isEmpty { return other }
        if other.isEmpty { return self }
        var merged: [Element] = []
        merged.reserveCapacity(count + other.count)
        var (left, right) = (0, 0)
        while left < count || right < other.count {
            if right == other.count || left < count && self[left] <= other[right] {
                if right < other.count, self[left] == other[right] { right += 1 }
                merged.append(self[left])
                left += 1
            } else {
                merged.append(other[right])
                right += 1
            }
        }
        return merged
    }

    /// Whether an ascending array holds `element`.
    func containsSorted(_ element: Element) -> Bool {
        let index = lowerBound(element)
        return index < count && self[index] == element
    }

    /// The place of the first that is not less than `element` in an ascending array.
    func lowerBound(_ element: Element) -> Int { partitioningIndex { $0 >= element } }
}
