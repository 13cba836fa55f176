/// The first octets of a text as two whole numbers, by which short codes are compared and hashed without reading the text: matching
/// compares languages and pools of hundreds of people for every decision.
@usableFromInline
struct ShortKey: Hashable, Sendable {
    @usableFromInline let head: UInt64
    /// Seven octets, and the length in the last one.
    @usableFromInline let tail: UInt64
    @usableFromInline static let most: UInt64 = 15

    init(_ text: String) {
        var words: (UInt64, UInt64) = (0, 0)
        var place: UInt64 = 0
        for octet in text.utf8 where place <= ShortKey.most {
            if place < 8 {
                words.0 |= UInt64(octet) << (place * 8)
            } else if place < ShortKey.most {
                words.1 |= UInt64(octet) << ((place - 8) * 8)
            }
            place += 1
        }
        head = words.0
        tail = words.1 | place << 56
    }

    /// Whether it holds the whole text: two whole keys are equal exactly when their texts are.
    @inlinable var isWhole: Bool { tail >> 56 <= ShortKey.most }

    @inlinable static func == (left: ShortKey, right: ShortKey) -> Bool { left.head == right.head && left.tail == right.tail }
}
