/// A study as one HTML page that needs nothing else: no network, no scripts, no fonts. The same study gives the same bytes.
public struct Report: Sendable {
    /// The page, UTF-8 when written out; well-formed XML as well.
    public let html: String

    /// - Parameter names: words for keys of the study, such as language tags (`ti`: Tigrinya) and agency codes; what has none is shown
    ///   as it is.
    public init(of study: Study, names: [String: String] = [:]) {
        html = ReportPage(Digest(study, names: names)).html
    }
}
