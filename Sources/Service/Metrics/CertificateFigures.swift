import Interpreting

/// Until when the certificates in use are valid.
struct CertificateFigures: Sendable {
    var files: [CertificateFile] = []

    /// - Parameter now: of the real clock, by which clients judge certificates.
    func write(to text: inout MetricsText, at now: Timestamp) {
        text.family(
            "tolkbrug_certificate_expires_seconds", "gauge", "Seconds until the first certificate of a file ends; negative afterwards.",
            files.map { (labels: [("file", $0.use.rawValue)], value: Double(($0.ends - now).milliseconds / 1_000)) })
    }
}
