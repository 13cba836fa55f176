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

    /// Four chains of FNV-1a with different beginnings: 64 hexadecimal digits.
    func digest(of text: String) -> String {
        var chains: (UInt64, UInt64, UInt64, UInt64) = (
            0xCBF2_9CE4_8422_2325, 0x8422_2325_CBF2_9CE4, 0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93
        )
        for octet in text.utf8 {
            let word = UInt64(octet)
            chains.0 = (chains.0 ^ word) &* 0x0000_0100_0000_01B3
            chains.1 = (chains.1 ^ (word &+ 0x51)) &* 0x0000_0100_0000_01B3
            chains.2 = (chains.2 ^ (word &+ 0xA3)) &* 0x0000_0100_0000_01B3
            chains.3 = (chains.3 ^ (word &+ 0xF7)) &* 0x0000_0100_0000_01B3
        }
        return hexadecimal(mixed(chains.0), mixed(chains.1), mixed(chains.2), mixed(chains.3))
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
