/// Writes dates and moments digit by digit into memory of a fixed size: they stand in every line that is sent.
struct DigitWriter {
    private let octets: UnsafeMutableBufferPointer<UInt8>
    fileprivate private(set) var count = 0

    fileprivate init(_ octets: UnsafeMutableBufferPointer<UInt8>) { self.octets = octets }

    /// What does not fit is left out; every caller has asked for enough.
    fileprivate mutating func put(octet: UInt8) {
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
        var rest = value.magnitude
        let digits = max(width, DigitWriter.digits(rest))
        guard count + digits <= octets.count else { return }
        // From the last to the first.
        for place in (count..<count + digits).reversed() {
            octets[place] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        count += digits
    }

    /// How many digits a number has.
    static func digits(_ number: UInt) -> Int {
        var (digits, rest) = (1, number)
        while rest >= 10 {
            digits += 1
            rest /= 10
        }
        return digits
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

    /// `R17`. Only as much room as that takes: short texts need no memory of their own.
    @usableFromInline
    init(_ letter: Character, _ number: Int64) {
        let size = letter.utf8.count + (number < 0 ? 1 : 0) + DigitWriter.digits(UInt(number.magnitude))
        self.init(digits: size) { writer in
            for octet in letter.utf8 { writer.put(octet: octet) }
            writer.put(Int(number), width: 1)
        }
    }
}
