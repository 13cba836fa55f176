import Interpreting
import Wire

/// Texts, whose meaning the engine finds in its rule book.
extension Kind where Result == String {
    /// - Parameter limit: characters at most.
    static func text(_ placeholder: String, _ expectation: String, example: String, limit: Int = 120) -> Kind {
        Kind(placeholder, expectation, example: example) { value throws(Misreading) in
            let text = try value.readText()
            guard !text.isEmpty else { throw Misreading("it is empty") }
            guard !text.isLonger(than: limit) else { throw Misreading("it has \(text.lengthText); at most \(limit)") }
            return text
        }
    }

    /// Free text of ``Need/noteLimit`` characters, in lines.
    static let note = Kind(
        "TEXT", "a text of at most \(Need.noteLimit) characters that names nobody", example: "\"ring at the side door\""
    ) { value throws(Misreading) in
        let text = try value.readText(allowingLines: true)
        guard !text.isLonger(than: Need.noteLimit) else { throw Misreading("it has \(text.lengthText); at most \(Need.noteLimit)") }
        return text
    }

    /// SHA-256 in hexadecimal digits, in lower case whichever way it came.
    static let digest = Kind(
        "DIGEST", "64 hexadecimal digits (SHA-256 of the certificate's DER form)", example: String(repeating: "0a", count: 32)
    ) { value throws(Misreading) in
        let text = try value.readText().lowercased()
        guard text.utf8.count == 64, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            throw Misreading("it has \(text.characterCount) characters")
        }
        return text
    }

    static let date = text("DATE", "a date", example: ExampleDay.placeholder, limit: 40)
    static let time = moment("10:00")
    /// - Parameter time: that of the example.
    static func moment(_ time: String) -> Kind {
        text("TIME", "an RFC 3339 time", example: "\(ExampleDay.placeholder) \(time)", limit: 40)
    }
    static let startTime = text(
        "TIME|now", "an RFC 3339 time, or now for work on demand", example: "\(ExampleDay.placeholder) 10:00", limit: 40)
    static let place = text("PLACE", "an NIS code, a postal code or a municipality's name", example: "12025")
}

extension Kind where Result == [String] {
    static func texts(_ placeholder: String, _ expectation: String, example: String, atMost limit: Int) -> Kind {
        Kind(placeholder, expectation, example: example) { value throws(Misreading) in
            var texts: [String] = []
            for item in try value.readItems(atMost: limit) {
                let text = try item.readText()
                guard !text.isEmpty else { throw Misreading("one of them is empty") }
                guard !text.isLonger(than: 120) else { throw Misreading("one of them has \(text.lengthText); at most 120") }
                texts.append(text)
            }
            return texts
        }
    }
}
