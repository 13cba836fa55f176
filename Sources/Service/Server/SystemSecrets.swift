import Sessions

/// Tokens from the system's random numbers, digests by SHA-256.
public struct SystemSecrets: Secrets {
    public init() {}

    public func mint() -> (secret: String, digest: String) {
        var generator = SystemRandomNumberGenerator()
        let octets = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let secret = "tb_" + SystemSecrets.base64url(octets)
        return (secret, digest(of: secret))
    }

    public func digest(of text: String) -> String { Digest.hexadecimal(text.utf8) }

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
