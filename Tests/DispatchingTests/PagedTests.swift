import Interpreting
import RandomTestSupport
import Testing

@testable import Dispatching

/// What is kept in pages behaves as if it were in one piece, and copies do not see each other's changes.
@Suite struct PagedTests {
    @Test func `an array in pages is the array`() {
        var (paged, plain) = (PagedArray<Int>(), [Int]())
        var copies: [(PagedArray<Int>, [Int])] = []
        #expect(paged.last == nil)
        var random = Seeded(7)
        for step in 0..<2_000 {
            switch random.next() % 8 {
            case 0..<5:
                paged.append(step)
                plain.append(step)
            case 5 where !plain.isEmpty:
                paged.removeLast()
                plain.removeLast()
            case 6 where !plain.isEmpty:
                let place = Int(random.next() % UInt64(plain.count))
                paged[place] += 1
                plain[place] += 1
            default: copies.append((paged, plain))
            }
            #expect(paged.count == plain.count && paged.last == plain.last)
        }
        #expect(plain.count > 200)
        copies.append((paged, plain))
        for (paged, plain) in copies {
            #expect((0..<paged.count).map { paged[$0] } == plain)
            #expect(paged == PagedArray(plain))
        }
    }

    @Test func `a dictionary in pages is the dictionary`() {
        var (paged, plain) = (PagedDictionary<String, [Int]>(), [String: [Int]]())
        var copies: [(PagedDictionary<String, [Int]>, [String: [Int]])] = []
        var random = Seeded(8)
        for step in 0..<2_000 {
            let key = "key \(random.next() % 300)"
            switch random.next() % 5 {
            case 0: #expect(paged.updateValue([step], forKey: key) == plain.updateValue([step], forKey: key))
            case 1: #expect(paged.removeValue(forKey: key) == plain.removeValue(forKey: key))
            case 2:
                paged[key, default: [1]].append(step)
                plain[key, default: [1]].append(step)
            case 3:
                paged[key]?.append(step)
                plain[key]?.append(step)
            default: if step % 40 == 0 { copies.append((paged, plain)) }
            }
            #expect(paged[key] == plain[key] && paged[key, default: [2]] == plain[key, default: [2]])
        }
        copies.append((paged, plain))
        for (paged, plain) in copies { #expect((0..<300).allSatisfy { paged["key \($0)"] == plain["key \($0)"] }) }
    }

    @Test func `a map by identifier holds what was put, nothing elsewhere, and is the same however far it has grown`() {
        var (map, plain) = (IdentifierMap<Request, [Int]>(empty: []), [Int64: [Int]]())
        var copies: [(IdentifierMap<Request, [Int]>, [Int64: [Int]])] = []
        var random = Seeded(9)
        for step in 0..<2_000 {
            let number = Int64(random.next() % 300) + 1
            switch random.next() % 4 {
            case 0: (map[RequestID(number)], plain[number]) = ([step], [step])
            case 1: (map[RequestID(number)], plain[number]) = ([], nil)
            case 2:
                map[RequestID(number)].append(step)
                plain[number, default: []].append(step)
            default: if step % 40 == 0 { copies.append((map, plain)) }
            }
            #expect(map[RequestID(number)] == plain[number] ?? [])
        }
        copies.append((map, plain))
        for (map, plain) in copies { #expect((-1...400).allSatisfy { map[RequestID($0)] == plain[$0] ?? [] }) }

        let before = map
        map[RequestID(0)].append(1)
        map[RequestID(5_000)].append(1)
        #expect(map != before && map[RequestID(0)] == [])
        map[RequestID(5_000)].removeAll()
        #expect(map == before && map.hashValue == before.hashValue)
        map[RequestID(7)].append(-1)
        #expect(map != before)
    }

    @Test func `texts that are equal are one key, however their letters are composed`() {
        var paged = PagedDictionary<String, Int>()
        for (text, same) in [("caf\u{e9} 1", "cafe\u{301} 1"), ("K2", "\u{212a}2"), ("; 3", "\u{37e} 3"), ("\u{1fef}4", "`4")] {
            paged[text] = text.utf8.count
            #expect(paged[same] == text.utf8.count)
        }
    }

    @Test func `an answer that is taken back is forgotten, and those around it are not`() {
        func entry(_ key: String, at second: Int64 = 0) -> LedgerEntry {
            let moment = Timestamp(seconds: second)
            return LedgerEntry(principal: PrincipalID(1), key: key, fingerprint: key, reply: .done(.ready, key), at: moment)
        }
        var ledger = Ledger()
        for key in ["a", "b", "c"] { ledger.put(entry(key)) }
        ledger.remove(PrincipalID(1), "b")
        ledger.remove(PrincipalID(1), "z")
        #expect(ledger.entry(PrincipalID(1), "b") == nil)
        ledger.put(entry("b", at: 60))
        ledger.prune(at: Timestamp(seconds: 0) + LedgerEntry.retention)
        #expect(["a", "b", "c"].map { ledger.entry(PrincipalID(1), $0) != nil } == [false, true, false])
    }
}
