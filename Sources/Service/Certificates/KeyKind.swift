import NIOSSL

/// The kinds of keys with which servers and clients can say who they are.
///
/// A certificate of another kind never arrives: TLS lets each side name the signatures that it takes, and who has no other sends none.
enum KeyKind: String, CaseIterable {
    case rsa = "RSA"
    case p256 = "ECDSA P-256"
    case p384 = "ECDSA P-384"
    case p521 = "ECDSA P-521"
    case ed25519 = "Ed25519"

    /// For people.
    static let list = "RSA, ECDSA P-256, P-384 or P-521, or Ed25519"

    /// What is asked of the other side, those that cost least first.
    static let signatures: [SignatureAlgorithm] = [
        .ed25519, .ecdsaSecp256R1Sha256, .rsaPssRsaeSha256, .rsaPkcs1Sha256, .ecdsaSecp384R1Sha384, .rsaPssRsaeSha384, .rsaPkcs1Sha384,
        .ecdsaSecp521R1Sha512, .rsaPssRsaeSha512, .rsaPkcs1Sha512,
    ]

    /// The contents of the `AlgorithmIdentifier` in a SubjectPublicKeyInfo (RFC 5280, 5480, 8410).
    private var algorithm: [UInt8] {
        let curve: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        return switch self {
        case .rsa: [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
        case .p256: curve + [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        case .p384: curve + [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
        case .p521: curve + [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x23]
        case .ed25519: [0x06, 0x03, 0x2B, 0x65, 0x70]
        }
    }

    /// - Parameter spki: DER; nil when it is of none of these kinds.
    init?(spki: [UInt8]) {
        // SEQUENCE { SEQUENCE { algorithm …: the contents begin after two headers of two to four octets each.
        var position = 0
        for _ in 0..<2 {
            guard position + 1 < spki.count, spki[position] == 0x30 else { return nil }
            position += spki[position + 1] < 0x80 ? 2 : 2 + Int(spki[position + 1] & 0x7F)
        }
        guard position <= spki.count, let kind = KeyKind.allCases.first(where: { spki[position...].starts(with: $0.algorithm) }) else {
            return nil
        }
        self = kind
    }
}
