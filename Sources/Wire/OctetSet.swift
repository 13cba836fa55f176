/// Some octets of ASCII, a bit for each: whether one is among them is asked of nearly every octet that comes or goes, and answered
/// without a jump.
struct OctetSet {
    /// 0 to 63, and 64 to 127.
    private let low: UInt64
    private let high: UInt64

    @inline(__always)
    func contains(_ octet: UInt8) -> Bool {
        let word = octet < 64 ? low : octet < 128 ? high : 0
        return word &>> UInt64(octet & 63) & 1 == 1
    }

    /// Letters and digits, `-`.
    static let wordTail = OctetSet(low: 0x03FF_2000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)
    /// Letters and digits, `.`, `-`.
    static let tagTail = OctetSet(low: 0x03FF_6000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)
    /// Letters and digits, `! % * + , - . / : < > ? @ _ ~`.
    static let atom = OctetSet(low: 0xD7FF_FC22_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
}
