import Foundation

/// `timestamptz` as text, in UTC and in PostgreSQL's ISO style: `2026-12-01 09:00:00.123+00`.
///
/// Every connection sets `TimeZone` and `DateStyle` so that the server writes exactly this.
enum TimestampLiteral {
    /// - Throws: `usage` outside the years 1 to 9999, where the text would need an era or a sign.
    static func text(milliseconds: Int64) throws(PostgresError) -> String {
        var seconds = Int(milliseconds / 1000)
        var fraction = Int(milliseconds % 1000)
        if fraction < 0 {
            seconds -= 1
            fraction += 1000
        }
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let year = Int(parts.tm_year) + 1900
        guard (1...9999).contains(year) else {
            throw .usage("the time \(milliseconds) ms lies in the year \(year); only the years 1 to 9999 can be stored")
        }
        let date = "\(padded(year, 4))-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
        let time = "\(padded(Int(parts.tm_hour), 2)):\(padded(Int(parts.tm_min), 2)):\(padded(Int(parts.tm_sec), 2))"
        return "\(date) \(time).\(padded(fraction, 3))+00"
    }

    /// Milliseconds since 1970-01-01T00:00Z, finer digits cut off; nil when `text` is not such a time (`infinity`, `… BC`).
    static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        let suffix = Array("+00".utf8)
        guard bytes.count >= 22, bytes.suffix(3).elementsEqual(suffix),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            let fraction = thousandths(bytes[19..<(bytes.count - suffix.count)])
        else { return nil }
        var parts = tm()
        parts.tm_year = year - 1900
        parts.tm_mon = month - 1
        parts.tm_mday = day
        parts.tm_hour = hour
        parts.tm_min = minute
        parts.tm_sec = second
        return Int64(timegm(&parts)) * 1000 + Int64(fraction)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int32? {
        Int32(String(decoding: digits, as: UTF8.self))
    }

    /// From `.5` or `.123456`, or from nothing at all.
    private static func thousandths(_ fraction: ArraySlice<UInt8>) -> Int32? {
        guard let point = fraction.first else { return 0 }
        let digits = fraction.dropFirst().prefix(3)
        let zeros = repeatElement(UInt8(ascii: "0"), count: 3 - digits.count)
        return point == UInt8(ascii: ".") ? number(digits + zeros) : nil
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
