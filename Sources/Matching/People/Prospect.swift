/// Somebody who is not being asked for anything else, as plain values: what a decision on demand weighs.
public struct Prospect: Sendable {
    public let outlook: Outlook
    public var standing: Standing

    public init(_ outlook: Outlook, _ standing: Standing) {
        self.outlook = outlook
        self.standing = standing
    }
}
