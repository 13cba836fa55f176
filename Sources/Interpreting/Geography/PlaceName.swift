/// Another name or code of a municipality.
public struct PlaceName: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Of a municipality that had this NIS code, until it was merged into the one of today in that year.
        case merged(MunicipalityCode, since: Int)
        /// Of a part of it: a district, or a municipality of long ago.
        case part
        /// Its own, in another language or spelling.
        case name
    }

    /// A municipality of Belgium that the service does not answer for, known so that none that is spelled alike is proposed.
    public struct Elsewhere: Hashable, Sendable {
        public let code: MunicipalityCode
        /// The first is the one to show.
        public let names: [String]

        public init(code: MunicipalityCode, names: [String]) {
            self.code = code
            self.names = names
        }
    }

    public let name: String
    public let kind: Kind
    /// The municipality of today.
    public let municipality: MunicipalityCode

    public init(_ name: String, _ kind: Kind, of municipality: MunicipalityCode) {
        self.name = name
        self.kind = kind
        self.municipality = municipality
    }

    /// The NIS code of the municipality that was merged.
    public var formerCode: MunicipalityCode? {
        if case .merged(let code, _) = kind { code } else { nil }
    }
}
