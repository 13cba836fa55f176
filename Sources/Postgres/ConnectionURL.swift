import CLibPQ

/// A PostgreSQL URL, looked at before libpq does: libpq quotes what it does not understand, and that may be a password.
struct ConnectionURL {
    private static let example = "postgresql://user@host:5432/database?sslmode=verify-full"

    let text: String
    /// For each host, in order, libpq's keywords that select it alone; at least one.
    let hosts: [[(keyword: String, value: String)]]
    /// `target_session_attrs`; nil when the URL does not say which host it means.
    let target: String?
    /// `connect_timeout`; nil when it is not given, or 0 for ever.
    let connectTimeout: Duration?

    /// - Throws: `usage`, without quoting anything of the URL.
    init(_ url: String) throws(PostgresError) {
        text = try Parameter.withoutNUL(url)
        var problem: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &problem) else {
            defer { PQfreemem(problem) }
            let message = problem.map { String(cString: $0).trimmedEnd() } ?? "out of memory"
            throw .usage("the PostgreSQL URL cannot be read: \(Self.unquoted(message)). Write it as \(Self.example)")
        }
        defer { PQconninfoFree(options) }
        // The usual slip: a password with @, / or : in it, whose rest is then taken for the host or the port.
        let host = Self.value(of: "host", in: options)
        let port = Self.value(of: "port", in: options)
        guard !host.contains("@"), port.split(separator: ",").allSatisfy({ UInt16($0) != nil }) else {
            throw .usage("the host or port in the PostgreSQL URL cannot be right; write @, / and : in a password as %40, %2F and %3A")
        }
        hosts = Self.hosts(["host": host, "hostaddr": Self.value(of: "hostaddr", in: options), "port": port])
        let target = Self.value(of: "target_session_attrs", in: options)
        self.target = target.isEmpty ? nil : target
        connectTimeout = Int64(Self.value(of: "connect_timeout", in: options)).flatMap { $0 > 0 ? .seconds($0) : nil }
    }

    /// One element without keywords when the lists are of different lengths: libpq says what is wrong with them.
    private static func hosts(_ lists: KeyValuePairs<String, String>) -> [[(keyword: String, value: String)]] {
        let given = lists.filter { !$0.value.isEmpty }.map { list in
            (keyword: list.key, values: list.value.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
        }
        let counts = given.filter { $0.keyword != "port" }.map(\.values.count)
        guard let count = counts.first, count > 1, counts.allSatisfy({ $0 == count }),
            given.allSatisfy({ $0.values.count == count || $0.values.count == 1 })
        else { return [[]] }
        return (0..<count).map { index in
            given.map { ($0.keyword, $0.values.count == 1 ? $0.values[0] : $0.values[index]) }
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
