import Interpreting
import Rules

@testable import Dispatching

/// Reads an answer or an event as its reader would, for whatever gives away what is not the reader's.
struct Reading {
    private let eyes: Eyes
    private let clocks: Set<String>

    init(_ eyes: Eyes, _ rules: RuleBook) {
        self.eyes = eyes
        clocks = eyes.hiddenClocks { moment in
            let minute = rules.calendar.local(moment).minuteOfDay
            return "\(minute / 600)\(minute / 60 % 10):\(minute % 60 / 10)\(minute % 10)"
        }
    }

    func findings(in reply: Reply) -> [String] {
        let text = reply.text
        // What does not exist is named as it was asked for.
        let isAbsent = reply.refusal?.reason == .notFound || reply.rows.first.map { Reading.isPublic($0) } ?? false
        return (isAbsent ? [] : findings(in: text).map { "\($0) in \"\(text)\"" }) + reply.rows.flatMap(findings)
    }

    func findings(in row: Row) -> [String] {
        if row.kind == "BUSY" || row.kind == "ATTENTION" && row.subject.first == "I" { return busy(row) }
        if Reading.isPublic(row) { return [] }
        var found = findings(in: row.subject)
        for field in row.fields {
            // Where a rule stands, and what nobody but the one who logs in has seen.
            if ["at", "rule", "digest", "source"].contains(field.name), row.kind != "PLAN" { continue }
            switch field.value {
            case .text(let text): found += findings(in: text)
            case .list(let texts): found += texts.flatMap(findings)
            }
        }
        return found.map { "\($0) in \(row.plain)" }
    }

    /// What the rule book says, to everybody the same.
    private static func isPublic(_ row: Row) -> Bool {
        ["MUNICIPALITY", "LANGUAGE", "AGENCY", "RULE", "FILE", "MODALITY", "LINE", "CANCELLATION", "ADVICE"].contains(row.kind)
    }

    /// Somebody of the own pool has no time then: nothing but when.
    private func busy(_ row: Row) -> [String] {
        let isTold = eyes.viewer.role == .coordinator && row.fields.map(\.name) == ["from", "until"] && row.subject.first == "I"
        return isTold && findings(in: row.subject).isEmpty ? [] : ["busy in \(row.plain)"]
    }

    private func findings(in text: String) -> [String] {
        text.utf8.split { !Reading.isOfWord($0) }.compactMap { word in isHidden(Array(word)) ? String(decoding: word, as: UTF8.self) : nil }
    }

    /// Letters, digits, and what stands in moments and marks.
    private static func isOfWord(_ octet: UInt8) -> Bool {
        isDigit(octet) || isCapital(octet) || (0x61...0x7A).contains(octet) || [0x2B, 0x2D, 0x3A].contains(octet)
    }

    private static func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }
    private static func isCapital(_ octet: UInt8) -> Bool { (0x41...0x5A).contains(octet) }
    private static let mark = Array("MARK-".utf8)

    /// An identifier, a mark, a moment, a reading of the clock or a place that is not the reader's.
    private func isHidden(_ word: [UInt8]) -> Bool {
        let text = Substring(decoding: word, as: UTF8.self)
        if word.starts(with: Reading.mark) { return !eyes.mayRead(mark: text) }
        if word.count > 1, Reading.isCapital(word[0]), word.dropFirst().allSatisfy(Reading.isDigit), let number = Int64(text.dropFirst()) {
            return number != MatrixTests.absent && !eyes.mayRead(Character(text.prefix(1).description), number)
        }
        if word.count == 5, word[2] == 0x3A { return clocks.contains(String(text)) }
        if word.count == 5, word.allSatisfy(Reading.isDigit) { return !eyes.mayRead(place: String(text)) }
        // `2026-11-26T11:13:03+01:00`
        guard word.count > 18, word[10] == 0x54, word[16] == 0x3A else { return false }
        return Int64(Substring(decoding: word[17...18], as: UTF8.self)).map { !eyes.mayRead(second: $0) } ?? false
    }
}

extension Row {
    /// As on the wire, nearly.
    var plain: String {
        fields.reduce("\(kind) \(subject)") { text, field in
            switch field.value {
            case .text(let value): "\(text) \(field.name)=\(value)"
            case .list(let values): "\(text) \(field.name)=(\(values.joined(separator: " ")))"
            }
        }
    }
}
