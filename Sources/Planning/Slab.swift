/// A fixed number of plain values in one piece of memory: what the planner's inner loops read and write.
///
/// Arrays check bounds, uniqueness and exclusivity at every access; in loops that run hundreds of millions of times these checks
/// cost more than the work. A slab is filled before it is shared, or owned by one worker at a time.
final class Slab<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ count: Int, filledWith value: Element) {
        self.count = count
        base = .allocate(capacity: max(1, count))
        base.initialize(repeating: value, count: max(1, count))
    }

    init(_ values: [Element]) {
        count = values.count
        base = .allocate(capacity: max(1, count))
        values.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { base.initialize(from: start, count: source.count) }
        }
    }

    deinit { base.deallocate() }

    /// Not checked: whoever asks keeps to the bounds.
    subscript(index: Int) -> Element {
        get { base[index] }
        set { base[index] = newValue }
    }

    var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }

    func copy(from other: Slab) { base.update(from: other.base, count: min(count, other.count)) }
}
