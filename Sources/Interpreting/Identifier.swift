/// What an identifier names: gives its letter.
public protocol Identified: Sendable {
    /// The upper-case letter in front of the number: `R` in `R17`.
    static var letter: Character { get }
    var id: Identifier<Self> { get }
}

/// A number that names one thing of kind `Thing` for ever; written `R17`.
public struct Identifier<Thing: Identified>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Counts from 1 within its kind.
    public let number: Int64

    @inlinable
    public init(_ number: Int64) { self.number = number }

    /// Reads `R17`; nil when the letter or the number is another.
    @inlinable
    public init?(_ text: some StringProtocol) {
        var octets = text.utf8.makeIterator()
        guard let letter = octets.next(), letter == Thing.letter.utf8.first else { return nil }
        var number: Int64 = 0
        var digits = 0
        while let octet = octets.next() {
            digits += 1
            guard (0x30...0x39).contains(octet), digits <= 15, number > 0 || octet > 0x30 else { return nil }
            number = number * 10 + Int64(octet - 0x30)
        }
        guard digits > 0 else { return nil }
        self.number = number
    }

    @inlinable
    public var description: String { String(Thing.letter, number) }
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    public init(from decoder: any Decoder) throws { number = try decoder.singleValueContainer().decode(Int64.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

public typealias RequestID = Identifier<Request>
public typealias OfferID = Identifier<Offer>
public typealias AssignmentID = Identifier<Assignment>
public typealias InterpreterID = Identifier<Interpreter>
public typealias OrganisationID = Identifier<Organisation>
public typealias EstablishmentID = Identifier<Establishment>
public typealias AgreementID = Identifier<Agreement>
public typealias PrincipalID = Identifier<Principal>
public typealias CredentialID = Identifier<Credential>
public typealias AvailabilityID = Identifier<Availability>
