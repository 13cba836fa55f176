/// A dictionary in pages: who changes one of two copies copies a page, not the whole. It has no order to be walked in.
struct PagedDictionary<Key: PageKey, Value> {
    private static var count: Int { 1_024 }

    private var pages = ContiguousArray<[Key: Value]>(repeating: [:], count: PagedDictionary.count)

    private func page(of key: Key) -> Int { Int(truncatingIfNeeded: key.spread) & (PagedDictionary.count - 1) }

    subscript(key: Key) -> Value? {
        get { pages[page(of: key)][key] }
        _modify { yield &pages[page(of: key)][key] }
    }

    subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
        get { pages[page(of: key)][key] ?? value() }
        _modify { yield &pages[page(of: key)][key, default: value()] }
    }

    /// Returns what stood there.
    mutating func updateValue(_ value: Value, forKey key: Key) -> Value? { pages[page(of: key)].updateValue(value, forKey: key) }

    /// Returns what stood there.
    mutating func removeValue(forKey key: Key) -> Value? { pages[page(of: key)].removeValue(forKey: key) }
}

extension PagedDictionary: Equatable where Value: Equatable {}
extension PagedDictionary: Hashable where Value: Hashable {}
extension PagedDictionary: Sendable where Key: Sendable, Value: Sendable {}

/// A key that says itself on which page it stands, the same in every process.
protocol PageKey: Hashable {
    /// The same for equal keys; of many keys the lowest bits differ.
    var spread: UInt64 { get }
}

extension String: PageKey {
    /// FNV-1a of the digits, in which keys, digests and case references differ. Texts that are equal may have their letters composed in
    /// different ways; nothing is composed with a digit.
    var spread: UInt64 {
        utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, octet in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) ? (hash ^ UInt64(octet)) &* 0x100_0000_01b3 : hash
        }
    }
}
