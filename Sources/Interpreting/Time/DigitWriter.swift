/// Writes dates and moments digit by digit into memory of a fixed size: they stand in every line that is sent.
struct DigitWriter {
    private let octets: UnsafeMutableBufferPointer<UInt8>
    fileprivate private(set) var count = 0

    fileprivate init(_ octets: UnsafeMutableBufferPointer<UInt8>) { self.octets = octets }

    /// What does not fit is left out; every caller has asked for enough.
    private mutating func put(octet: UInt8) {
        guard count < octets.count else { return }
        octets[count] = octet
        count += 1
    }

    mutating func put(_ sign: Unicode.Scalar) { put(octet: UInt8(ascii: sign)) }

    /// `value` in decimal, with zeros in front up to `width` digits.
    mutating func put(_ value: Int, width: Int) {
        if width == 2, value >= 0, value < 100 {
            put(octet: 0x30 + UInt8(value / 10))
            return put(octet: 0x30 + UInt8(value % 10))
        }
        if value < 0 { put("-") }
        let size = value.magnitude
        var unit: UInt = 1
        var digits = 1
        while digits < width || size / unit >= 10 {
            unit *= 10
            digits += 1
        }
        while unit > 0 {
            put(octet: 0x30 + UInt8(size / unit % 10))
            unit /= 10
        }
    }

    /// `09:30` of seconds since midnight.
    mutating func put(clock second: Int) {
        put(second / 3600, width: 2)
        put(":")
        put(second / 60 % 60, width: 2)
    }

    /// `Z`, `+01:00` or `-03:30` of seconds east of UTC.
    mutating func put(offset: Int) {
        guard offset != 0 else { return put("Z") }
        put(offset < 0 ? "-" : "+")
        put(clock: abs(offset))
    }
}

extension String {
    /// - Parameter digits: octets that are enough for what `write` writes.
    init(digits: Int, _ write: (inout DigitWriter) -> Void) {
        self.init(unsafeUninitializedCapacity: digits) { octets in
            var writer = DigitWriter(octets)
            write(&writer)
            return writer.count
        }
    }
}
