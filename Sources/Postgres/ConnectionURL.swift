import CLibPQ

/// Looks at a PostgreSQL URL before libpq does: libpq quotes what it does not understand, and that may be a password.
enum ConnectionURL {
    private static let example = "postgresql://user@host:5432/database?sslmode=verify-full"

    /// - Throws: `usage`, without quoting anything of the URL.
    static func check(_ url: String) throws(PostgresError) {
        _ = try Parameter.withoutNUL(url)
        var problem: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &problem) else {
            defer { PQfreemem(problem) }
            let message = problem.map { String(cString: $0).trimmedEnd() } ?? "out of memory"
            throw .usage("the PostgreSQL URL cannot be read: \(unquoted(message)). Write it as \(example)")
        }
        defer { PQconninfoFree(options) }
        // The usual slip: a password with @, / or : in it, whose rest is then taken for the host or the port.
        let host = value(of: "host", in: options)
        let ports = value(of: "port", in: options).split(separator: ",")
        guard !host.contains("@"), ports.allSatisfy({ UInt16($0) != nil }) else {
            throw .usage("the host or port in the PostgreSQL URL cannot be right; write @, / and : in a password as %40, %2F and %3A")
        }
    }

    /// `message` with an ellipsis for everything between double quotes.
    private static func unquoted(_ message: String) -> String {
        let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "\"…\"" }.joined()
    }

    /// Empty when the option is not given.
    private static func value(of keyword: String, in options: UnsafeMutablePointer<PQconninfoOption>) -> String {
        var option = options
        while let name = option.pointee.keyword {
            if String(cString: name) == keyword { return option.pointee.val.map { String(cString: $0) } ?? "" }
            option += 1
        }
        return ""
    }
}
