import Dispatching
import Postgres
import Storage

/// One SQL statement with its values as linear functions of a transaction's number `k` and its client's number `c`.
struct StatementModel: Sendable {
    /// `base + k · perStep + c · perClient`
    struct Linear: Hashable, Sendable {
        let base: Int64
        let perStep: Int64
        let perClient: Int64

        /// Through the values of the transactions (k, c) = (0, 0), (1, 0) and (2, 1).
        init(_ values: [Int64]) {
            base = values[0]
            perStep = values[1] - values[0]
            perClient = values[2] - values[0] - 2 * perStep
        }
    }

    private enum Piece: Sendable {
        case sql(String)
        case number(Linear)
    }

    private let pieces: [Piece]
    /// Whether it writes a table other than the journal and the kept answers.
    let isTableWrite: Bool

    /// The statements of a transaction, from three samples of it.
    static func models(of batches: [Batch]) throws -> [StatementModel] {
        let samples = try batches.map { try JournalStatements.transaction($0) }
        guard let first = samples.first, samples.allSatisfy({ $0.map(\.sql) == first.map(\.sql) }) else {
            throw DemoProblem("the samples differ in their statements, so they do not show how they go on")
        }
        return try first.indices.map { index in try StatementModel(samples.map { $0[index] }) }
    }

    private init(_ samples: [Statement]) throws {
        let sql = samples[0].sql ?? ""
        isTableWrite = sql.hasPrefix("MERGE")
        var pieces: [Piece] = []
        var rest = sql[...]
        while let dollar = rest.firstIndex(of: "$") {
            pieces.append(.sql(String(rest[..<dollar])))
            let digits = rest[rest.index(after: dollar)...].prefix { $0.isNumber }
            guard let number = Int(digits), samples.allSatisfy({ $0.parameters.indices.contains(number - 1) }) else {
                throw DemoProblem("$\(digits) has no value in \(sql.prefix(60))…")
            }
            pieces += try Self.value(samples.map { $0.parameters[number - 1] })
            rest = rest[digits.endIndex...]
        }
        self.pieces = pieces + [.sql(String(rest))]
    }

    /// Every number that is not the same in all transactions.
    var numbers: [Linear] { pieces.compactMap { piece in if case .number(let linear) = piece { linear } else { nil } } }

    /// As it stands in a script, where the numbers are variables.
    func script(_ variable: (Linear) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .sql(let text): text
            case .number(let linear): ":" + variable(linear)
            }
        }.joined()
    }

    /// For all transactions from `first` on at once, taking turns between the clients.
    func series(from first: Int, count: Int, clients: Int) -> String {
        let sql = pieces.map { piece in
            switch piece {
            case .sql(let text): text
            case .number(let linear): "(\(linear.base) + \(linear.perStep) * k + \(linear.perClient) * c)"
            }
        }.joined()
        // A function after a comma may use the columns before it.
        let source = "FROM (SELECT k, (k - \(first)) % \(clients) AS c "
            + "FROM generate_series(\(first)::bigint, \(first + count - 1)) AS k) AS series, "
        return sql.replacing("FROM unnest(", with: source + "unnest(")
    }

    // MARK: Values

    private static func value(_ samples: [Parameter]) throws -> [Piece] {
        switch samples[0] {
        case .int(let value): return [.sql(String(value))]
        case .timestamp(milliseconds: .some(let value)): return [.sql("(timestamptz 'epoch' + \(value) * interval '1 millisecond')")]
        case .text(let text):
            let arrays = try samples.map { sample in
                guard case .text(let text) = sample else { throw DemoProblem("a parameter changes its type between samples") }
                return elements(ofArray: text)
            }
            guard arrays.allSatisfy({ $0.count == arrays[0].count }) else {
                throw DemoProblem("the samples differ in their number of rows")
            }
            let values = arrays[0].indices.map { index in element(arrays.map { $0[index] }) }
            let isConstant = values.allSatisfy { pieces in
                pieces.allSatisfy { piece in if case .sql = piece { true } else { false } }
            }
            if isConstant { return [.sql(quoted(text))] }
            return [.sql("ARRAY[")] + values.joined(separator: [.sql(", ")]) + [.sql("]")]
        default: throw DemoProblem("a parameter of a kind that a script cannot hold: \(samples[0])")
        }
    }

    private static func element(_ samples: [String?]) -> [Piece] {
        guard let first = samples[0] else { return [.sql("NULL")] }
        guard let parts = parts(samples.compactMap(\.self)) else { return [.sql(quoted(first))] }
        if parts.count == 1 { return parts }
        let texts: [[Piece]] = parts.map { part in
            if case .number = part { [.sql("("), part, .sql(")::text")] } else { [part] }
        }
        return [.sql("(")] + texts.joined(separator: [.sql(" || ")]) + [.sql(")")]
    }

    /// Texts that differ in their numbers only, taken apart; nil for those that agree, differ otherwise, or are long: what a payload
    /// or an answer says is the same in every transaction of a script.
    private static func parts(_ samples: [String]) -> [Piece]? {
        guard samples.count == 3, Set(samples).count > 1, samples[0].utf8.count <= 64 else { return nil }
        let runs = samples.map { text in text.split(byKind: \.isNumber) }
        guard runs.allSatisfy({ $0.count == runs[0].count }) else { return nil }
        var parts: [Piece] = []
        for index in runs[0].indices {
            let same = runs.map { $0[index] }
            let numbers = same.compactMap { Int64($0) }
            if Set(same).count == 1 {
                parts.append(.sql(quoted(same[0])))
            } else if numbers.count == 3, same.allSatisfy({ $0.first != "0" || $0 == "0" }) {
                parts.append(.number(Linear(numbers)))
            } else {
                return nil
            }
        }
        return parts
    }

    /// The elements of `{1,"a \"b\"",NULL}`.
    private static func elements(ofArray text: String) -> [String?] {
        var elements: [String?] = []
        var (element, isQuoted, isInside, isEscaped) = ("", false, false, false)
        func finished() -> String? { !isQuoted && element == "NULL" ? nil : element }
        for character in text.dropFirst().dropLast() {
            if isEscaped {
                element.append(character)
                isEscaped = false
            } else if isInside, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isInside.toggle()
                isQuoted = true
            } else if character == ",", !isInside {
                elements.append(finished())
                (element, isQuoted) = ("", false)
            } else {
                element.append(character)
            }
        }
        return elements + [finished()]
    }

    /// A constant of SQL in which pgbench finds no colon to take for a variable.
    private static func quoted(_ text: String) -> String {
        let doubled = text.replacing("'", with: "''")
        guard text.contains(":") || text.contains("\\") else { return "'\(doubled)'" }
        return "E'" + doubled.replacing("\\", with: "\\\\").replacing(":", with: "\\072") + "'"
    }
}

extension String {
    /// Runs of characters that agree in `kind`.
    fileprivate func split(byKind kind: KeyPath<Character, Bool>) -> [String] {
        var runs: [String] = []
        var last: Bool?
        for character in self {
            if character[keyPath: kind] == last {
                runs[runs.count - 1].append(character)
            } else {
                runs.append(String(character))
            }
            last = character[keyPath: kind]
        }
        return runs
    }
}
