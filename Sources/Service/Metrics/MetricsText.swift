/// Writes the Prometheus text format, version 0.0.4.
struct MetricsText {
    private(set) var text = ""

    /// One family: its help, its type and its samples, each with labels in the order given.
    mutating func family(_ name: String, _ type: String, _ help: String, _ samples: [(labels: [(String, String)], value: Double)]) {
        head(name, type, help)
        for sample in samples { line(name, sample.labels, sample.value) }
    }

    mutating func single(_ name: String, _ type: String, _ help: String, _ value: Double) {
        family(name, type, help, [([], value)])
    }

    mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
        head(name, "histogram", help)
        var total = 0
        for (bound, count) in zip(histogram.bounds.map(Optional.some) + [nil], histogram.counts) {
            total += count
            line(name + "_bucket", [("le", bound.map(MetricsText.number) ?? "+Inf")], Double(total))
        }
        line(name + "_sum", [], histogram.sum)
        line(name + "_count", [], Double(total))
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(MetricsText.escaped(help, quotes: false))\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0)=\"\(MetricsText.escaped($1, quotes: true))\"" }.joined(separator: ",") + "}"
        }
        text += " \(MetricsText.number(value))\n"
    }

    /// Whole numbers without a fraction.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    /// Backslash and line feed, and in label values the double quote.
    static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\\\"
            case "\n", "\r\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.append(character)
            }
        }
        return result
    }
}
