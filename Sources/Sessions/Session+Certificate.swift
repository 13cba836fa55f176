import Interpreting
import Wire

/// Who is known by a certificate is known until it ends.
extension Session {
    private static let certificateIsOver = "your client certificate has ended; connect with a new one"

    /// Why nobody can be known by a certificate here and now; nil when somebody can.
    func obstacleToCertificate() -> Answer? {
        guard certificate != nil else {
            let text =
                "no client certificate came with your connection; one comes when it is signed by an authority that this server believes "
                + "(tls.client-ca of its configuration) and its key is RSA, ECDSA P-256, P-384 or P-521, or Ed25519; "
                + "or send AUTH TOKEN tb_…"
            return Answer(.authFailed, text)
        }
        return isCertificateOver ? Answer(.expired, Self.certificateIsOver) : nil
    }

    /// Time has passed.
    mutating func lookAtCertificate(at now: Timestamp) {
        guard let certificate, now >= certificate.ends else { return }
        isCertificateOver = true
        guard identity != nil, loginKind == .certificate else { return }
        leave(.expired, Self.certificateIsOver)
    }
}
