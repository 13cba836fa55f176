/// An organisation that asks for interpreters.
public struct Host: Codable, Hashable, Sendable {
    public var name: String
    /// `welfare`, `education`, `public-services`, `health`, `reception`, `other`.
    public var sector: String
    /// NIS code of its municipality.
    public var place: String
    /// `agii`, `atlas`, `amal`, `brussel-onthaal`: with whom it has its agreement.
    public var agency: String

    public init(name: String, sector: String, place: String, agency: String) {
        self.name = name
        self.sector = sector
        self.place = place
        self.agency = agency
    }
}
