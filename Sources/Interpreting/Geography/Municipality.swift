/// The regions that the service covers.
public enum Region: String, Hashable, Sendable, Codable, CaseIterable {
    case flanders, brussels
}

/// A municipality of Flanders or Brussels.
public struct Municipality: Hashable, Sendable, Comparable {
    public let code: MunicipalityCode
    public let dutch: String
    public let french: String
    public let region: Region
    /// The Dutch name of the province; `Brussel` for the 19 of Brussels.
    public let province: String
    /// Four digits each, ascending; one postal code may belong to several municipalities.
    public let postalCodes: [Int]
    /// Where its largest nucleus lies.
    public let point: Coordinates
    /// Inhabitants of that nucleus.
    public let population: Int

    public init(
        code: MunicipalityCode, dutch: String, french: String, region: Region, province: String, postalCodes: [Int],
        point: Coordinates, population: Int
    ) {
        self.code = code
        self.dutch = dutch
        self.french = french
        self.region = region
        self.province = province
        self.postalCodes = postalCodes.sorted()
        self.point = point
        self.population = population
    }

    public static func < (left: Municipality, right: Municipality) -> Bool { left.code < right.code }
}
