import Sessions
import Storage

/// Tokens from the system's random numbers, digests by SHA-256.
public struct SystemSecrets: Secrets {
    public init() {}

    public func mint() -> (secret: String, digest: String) {
        let secret = "tb_" + random(octets: 32)
        return (secret, digest(of: secret))
    }

    public func mintKey() -> String { "s-" + random(octets: 16) }

    private func random(octets count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return SystemSecrets.base64url((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    public func digest(of text: String) -> String { Digest.hexadecimal(Array(text.utf8)) }

    /// Without padding (RFC 4648, §5).
    static func base64url(_ octets: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for octet in octets {
            bits = bits << 8 | UInt32(octet)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> UInt32(count)) & 63])
            }
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count)) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }
}
