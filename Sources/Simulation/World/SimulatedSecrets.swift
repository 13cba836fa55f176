import Sessions

/// Tokens and digests for a simulation: made of numbers that never repeat, fast, and worth nothing as secrets.
struct SimulatedSecrets: Secrets {
    /// Counts the tokens; shared, since a session only reads its environment.
    private final class Counter: @unchecked Sendable {
        // One world, one thread.
        var value: UInt64 = 0
    }
    private let counter = Counter()

    func mint() -> (secret: String, digest: String) {
        counter.value += 1
        let secret = "tb_" + hexadecimal(mixed(counter.value), mixed(~counter.value)) + "0123456789a"
        return (secret, digest(of: secret))
    }

    func mintKey() -> String {
        counter.value += 1
        return "s-" + hexadecimal(mixed(counter.value))
    }

    /// FNV-1a, mixed four times: 64 hexadecimal digits.
    func digest(of text: String) -> String {
        var chain: UInt64 = 0xCBF2_9CE4_8422_2325
        for octet in text.utf8 { chain = (chain ^ UInt64(octet)) &* 0x0000_0100_0000_01B3 }
        return hexadecimal(mixed(chain), mixed(chain ^ 0x51), mixed(chain ^ 0xA3), mixed(chain ^ 0xF7))
    }

    private func mixed(_ word: UInt64) -> UInt64 {
        var stream = RandomStream(seed: word)
        return stream.next()
    }

    private func hexadecimal(_ words: UInt64...) -> String {
        String(unsafeUninitializedCapacity: 16 * words.count) { digits in
            for place in 0..<16 * words.count {
                let digit = UInt8(truncatingIfNeeded: words[place / 16] >> UInt64(60 - 4 * (place % 16))) & 15
                digits[place] = digit < 10 ? 48 + digit : 87 + digit
            }
            return 16 * words.count
        }
    }
}
