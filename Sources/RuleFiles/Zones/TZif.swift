import Interpreting

/// The 64-bit block and the footer of a compiled zone file, version 2 or later (RFC 9636, section 3).
///
/// Every read is checked against the end of the bytes: garbage gives a reason, never a trap.
struct TZif {
    struct Malformed: Error {
        let reason: String
    }

    private struct Counts {
        let universal: Int
        let standard: Int
        let leaps: Int
        let transitions: Int
        let types: Int
        let characters: Int

        /// Octets of the data block that follows the header, with times of `size` octets.
        func length(timeSize size: Int) -> Int {
            transitions * size + transitions + types * 6 + characters + leaps * (size + 4) + standard + universal
        }
    }

    /// More than any zone has; keeps a false count from asking for memory.
    private static let countLimit = 10_000

    private var bytes: ArraySlice<UInt8>
    private let transitions: [ZoneTable.Transition]
    private let initialOffset: Int
    private let rule: ZoneRule?

    init(bytes all: [UInt8]) throws(Malformed) {
        bytes = all[...]
        let (version, first) = try TZif.header(&bytes)
        guard version >= 0x32 else { throw Malformed(reason: "version 1 has no 64-bit times") }
        _ = try TZif.take(first.length(timeSize: 4), from: &bytes)
        let (_, counts) = try TZif.header(&bytes)
        var times: [Int64] = []
        for _ in 0..<counts.transitions { times.append(try TZif.integer(8, from: &bytes)) }
        let indices = Array(try TZif.take(counts.transitions, from: &bytes))
        var offsets: [Int] = []
        for _ in 0..<counts.types {
            let offset = Int(try TZif.integer(4, from: &bytes))
            guard (-93_600...93_600).contains(offset) else { throw Malformed(reason: "offset \(offset) s is over 26 hours") }
            offsets.append(offset)
            _ = try TZif.take(2, from: &bytes)
        }
        guard let initial = offsets.first else { throw Malformed(reason: "no local time types") }
        guard counts.leaps == 0 else { throw Malformed(reason: "it counts leap seconds, which POSIX time does not") }
        _ = try TZif.take(counts.characters + counts.standard + counts.universal, from: &bytes)
        rule = try TZif.footer(bytes)
        initialOffset = initial
        transitions = try TZif.pair(times, indices, offsets)
    }

    private static func pair(_ times: [Int64], _ indices: [UInt8], _ offsets: [Int]) throws(Malformed) -> [ZoneTable.Transition] {
        var transitions: [ZoneTable.Transition] = []
        for (time, index) in zip(times, indices) {
            guard Int(index) < offsets.count else { throw Malformed(reason: "local time type \(index) of \(offsets.count)") }
            // 2^59 seconds before or after the epoch stand for "always"; anything that large overflows in milliseconds.
            guard abs(time / 1000) < 1_000_000_000_000 else { continue }
            let transition = ZoneTable.Transition(at: Timestamp(seconds: time), offset: offsets[Int(index)])
            if let last = transitions.last, last.at >= transition.at { throw Malformed(reason: "transitions out of order") }
            transitions.append(transition)
        }
        return transitions
    }

    /// All transitions up to the end of `lastYear`; those that do not change the offset are left out.
    func table(name: String, lastYear: Int) throws(Malformed) -> ZoneTable {
        var all = transitions
        if let rule {
            let from = all.last.map { CivilDate(dayNumber: Int($0.at.seconds.floorDivided(by: 86_400))).year } ?? 1970
            for year in stride(from: from, through: lastYear, by: 1) {
                for transition in rule.transitions(in: year) where transition.at > (all.last?.at ?? Timestamp(seconds: .min / 1000)) {
                    all.append(transition)
                }
            }
        }
        var changes: [ZoneTable.Transition] = []
        for transition in all where transition.offset != (changes.last?.offset ?? initialOffset) { changes.append(transition) }
        return ZoneTable(name: name, initialOffset: initialOffset, transitions: changes)
    }

    // MARK: Octets

    private static func header(_ bytes: inout ArraySlice<UInt8>) throws(Malformed) -> (version: UInt8, counts: Counts) {
        guard Array(try take(4, from: &bytes)) == Array("TZif".utf8) else { throw Malformed(reason: "it does not begin with TZif") }
        let version = try take(16, from: &bytes).first ?? 0
        var counts: [Int] = []
        for _ in 0..<6 {
            let count = Int(try integer(4, from: &bytes))
            guard (0...countLimit).contains(count) else { throw Malformed(reason: "count \(count) is over \(countLimit)") }
            counts.append(count)
        }
        return (
            version,
            Counts(
                universal: counts[0], standard: counts[1], leaps: counts[2], transitions: counts[3], types: counts[4],
                characters: counts[5])
        )
    }

    private static func take(_ count: Int, from bytes: inout ArraySlice<UInt8>) throws(Malformed) -> ArraySlice<UInt8> {
        guard bytes.count >= count else { throw Malformed(reason: "it ends \(count - bytes.count) octets early") }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    /// A big-endian two's complement number of 4 or 8 octets.
    private static func integer(_ size: Int, from bytes: inout ArraySlice<UInt8>) throws(Malformed) -> Int64 {
        let value = try take(size, from: &bytes).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    private static func footer(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> ZoneRule? {
        guard bytes.first == 0x0A, let end = bytes.dropFirst().firstIndex(of: 0x0A) else {
            throw Malformed(reason: "it has no footer line")
        }
        let text = String(decoding: bytes[(bytes.startIndex + 1)..<end], as: UTF8.self)
        guard !text.isEmpty else { return nil }
        guard let rule = ZoneRule(text) else { throw Malformed(reason: "footer \"\(text.prefix(60))\" is not a POSIX TZ rule") }
        return rule
    }
}
