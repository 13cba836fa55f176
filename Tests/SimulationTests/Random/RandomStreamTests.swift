import Foundation
import Simulation
import Testing

@Suite struct RandomStreamTests {
    @Test func `the numbers are those of SplitMix64`() {
        var stream = RandomStream(seed: 1_234_567)
        #expect((0..<3).map { _ in stream.next() } == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func `a stream can be repeated`() {
        var (one, same) = (RandomStream(seed: 1, "answer", 5, 7), RandomStream(seed: 1, "answer", 5, 7))
        #expect((0..<10).map { _ in one.next() } == (0..<10).map { _ in same.next() })
    }

    @Test func `another seed, purpose, number or order of numbers is another stream`() {
        var firsts: Set<UInt64> = []
        var streams = 0
        for seed in UInt64(0)..<20 {
            for first in -10..<10 {
                for second in 0..<10 {
                    let answer = RandomStream(seed: seed, "answer", first, second)
                    let arrival = RandomStream(seed: seed, "arrival", first, second)
                    for var stream in [answer, arrival] {
                        firsts.insert(stream.next())
                        streams += 1
                    }
                }
            }
        }
        #expect(firsts.count == streams)
    }

    @Test func `streams of different purposes or neighbouring numbers do not go together`() {
        let count = 20_000
        let pairs = [
            (RandomStream(seed: 1, "answer"), RandomStream(seed: 1, "arrival")),
            (RandomStream(seed: 1, "answer", 1), RandomStream(seed: 1, "answer", 2)),
            (RandomStream(seed: 1, "answer", 1), RandomStream(seed: 2, "answer", 1)),
            (RandomStream(seed: 1, "ab"), RandomStream(seed: 1, "ba")),
        ]
        for (first, second) in pairs {
            for lag in 0..<3 {
                var (one, other) = (first, second)
                for _ in 0..<lag { _ = other.next() }
                let correlation = (0..<count).reduce(0.0) { sum, _ in sum + (one.uniform() - 0.5) * (other.uniform() - 0.5) } * 12
                #expect(abs(correlation / Double(count)) < 4 / Double(count).squareRoot())
            }
        }
    }

    @Test func `the first numbers of many streams are as random as those of one`() {
        let firsts = (0..<20_000).map { number in
            var stream = RandomStream(seed: 9, "answer", number)
            return stream.uniform()
        }
        let mean = firsts.reduce(0, +) / 20_000
        #expect(abs(mean - 0.5) < 4 / (12 * 20_000.0).squareRoot())
        let next = zip(firsts, firsts.dropFirst()).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } * 12 / 20_000
        #expect(abs(next) < 4 / 20_000.0.squareRoot())
    }
}
