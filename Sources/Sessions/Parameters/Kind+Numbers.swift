import Interpreting
import Wire

/// Numbers and what is named by them. Whether a number makes sense is a rule of the engine, whose refusal can cite it.
extension Kind where Result == Int {
    static func whole(_ placeholder: String = "N", example: Int) -> Kind {
        Kind(placeholder, "a whole number", example: "\(example)") { value throws(Misreading) in
            let text = try value.readText()
            guard let number = Int(text) else {
                throw Misreading(text.isDecimal ? "it is larger than any limit" : nil)
            }
            return number
        }
    }

    /// A number whose limit belongs to the protocol.
    static func range(_ placeholder: String, _ range: ClosedRange<Int>, example: Int) -> Kind {
        let top = range.upperBound == .max ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
        return Kind(placeholder, "a whole number \(top)", example: "\(example)") { value throws(Misreading) in
            guard let number = Int(try value.readText()), range.contains(number) else { throw Misreading() }
            return number
        }
    }
}

extension Kind where Result == Int64 {
    /// The number of an event or of an epoch.
    static func count(_ placeholder: String, _ expectation: String, example: Int64) -> Kind {
        Kind(placeholder, expectation, example: "\(example)") { value throws(Misreading) in
            guard let number = Int64(try value.readText()), number >= 0 else { throw Misreading() }
            return number
        }
    }
}

extension Kind {
    /// A letter and a number; the letter may be typed small.
    static func identifier<Thing: Identified>(_ placeholder: String, _ expectation: String) -> Kind where Result == Identifier<Thing> {
        Kind(placeholder, expectation, example: "\(Thing.letter)17") { value throws(Misreading) in
            let text = try value.readText()
            guard let identifier = Identifier<Thing>(text.uppercased()) else {
                let isNumber = text.isDecimal && text.first != "0" && text.utf8.count < 16
                throw Misreading(suggestion: isNumber ? "\(Thing.letter)\(text)" : nil)
            }
            return identifier
        }
    }
}

extension String {
    fileprivate var isDecimal: Bool { !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
