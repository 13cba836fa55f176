import Interpreting
import NIOSSL

/// Until when what is in a certificate file is valid.
struct CertificateFile: Sendable, Hashable {
    /// What a file is for, as metrics name it.
    enum Use: String, Sendable, CaseIterable {
        case server
        case clientAuthority = "client-ca"
    }

    /// By which certificates are judged, here and by everybody who sees them: the date.
    static var present: Timestamp { SystemClock().now() }

    let use: Use
    let path: String
    /// The first of its certificates to begin last, and to end first.
    let begins: Timestamp
    let ends: Timestamp

    /// - Parameter certificates: at least one; nil otherwise.
    init?(_ use: Use, _ path: String, _ certificates: [NIOSSLCertificate]) {
        let ends = certificates.map { Timestamp(seconds: Int64($0.notValidAfter)) }
        let begins = certificates.map { Timestamp(seconds: Int64($0.notValidBefore)) }
        guard let last = begins.max(), let first = ends.min() else { return nil }
        self.use = use
        self.path = path
        self.begins = last
        self.ends = first
    }
}

/// How near the end of a certificate is, and what to do about it.
struct CertificateAge: Hashable {
    /// Days before its end from which on a certificate is warned of.
    static let warningDays: Int64 = 30
    /// Days before its end from which on that is an error.
    static let alarmingDays: Int64 = 7

    enum Judgement: Hashable {
        case fine, ending, endingSoon, ended, notBegun
    }

    let file: CertificateFile
    let judgement: Judgement
    private let days: Int64

    init(_ file: CertificateFile, at now: Timestamp) {
        self.file = file
        let left = (file.ends - now).milliseconds
        days = left / 86_400_000
        judgement =
            now < file.begins ? .notBegun
            : left <= 0 ? .ended : days < Self.alarmingDays ? .endingSoon : days < Self.warningDays ? .ending : .fine
    }

    /// For the log; nil when there is nothing to say.
    var warning: String? {
        let consequence = file.use == .server ? "clients refuse the connection" : "client certificates of that authority are refused"
        let next = "put a new one in its place and send SIGHUP"
        switch judgement {
        case .fine: return nil
        case .ending, .endingSoon: return "certificate ends in \(days) days; then \(consequence): \(next)"
        case .ended: return "certificate has ended \(-days) days ago, and \(consequence): \(next)"
        case .notBegun: return "certificate is not valid yet, and \(consequence): is the clock right?"
        }
    }
}

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
