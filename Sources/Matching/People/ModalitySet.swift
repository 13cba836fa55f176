import Interpreting

/// Some modalities in one octet: asking whether one is among them reads no list.
public struct ModalitySet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public init(_ modalities: [Modality]) { rawValue = modalities.reduce(0) { $0 | 1 << UInt8($1.rank) } }

    public func contains(_ modality: Modality) -> Bool { rawValue >> UInt8(modality.rank) & 1 == 1 }
}
