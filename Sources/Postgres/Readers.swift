/// A few connections for reading, used in turn. They refuse to write.
///
/// A connection is opened on first use, and again after it broke. A read that met a broken connection is repeated once,
/// since reading twice does no harm.
public actor Readers {
    /// A page of events takes milliseconds.
    private static let deadlines = Deadlines(connect: .seconds(5), call: .seconds(10))

    private let url: String
    private let applicationName: String
    private var slots: [Task<Connection, any Error>?]
    private var turn = 0

    /// - Parameter count: how many connections at most; at least 1.
    public init(url: String, applicationName: String, count: Int) {
        self.url = url
        self.applicationName = applicationName
        slots = Array(repeating: nil, count: max(1, count))
    }

    public func query(_ sql: String, _ parameters: [Parameter] = []) async throws -> Rows {
        turn = (turn + 1) % slots.count
        let slot = turn
        do {
            return try await connection(slot).query(sql, parameters)
        } catch let error as PostgresError where error.isConnectionLost {
            return try await connection(slot).query(sql, parameters)
        }
    }

    /// A connection for several queries in a row, between which others use it too.
    public func lend() async throws -> Connection {
        turn = (turn + 1) % slots.count
        return try await connection(turn)
    }

    /// Closes all; a later query opens anew.
    public func close() async {
        let open = slots
        slots = Array(repeating: nil, count: slots.count)
        for case let task? in open {
            // One that could not be opened needs no closing.
            try? await task.value.close()
        }
    }

    /// Ends all at once, whatever they wait for; a later query opens anew.
    public func abort() {
        let open = slots
        slots = Array(repeating: nil, count: slots.count)
        for case let task? in open {
            Task { try? await task.value.abort() }
        }
    }

    /// The connection in `slot`, opened by the first caller while the others wait for the same one.
    private func connection(_ slot: Int) async throws -> Connection {
        if let task = slots[slot] {
            if case .success(let connection) = await task.result, await connection.isOpen { return connection }
            if slots[slot] == task { slots[slot] = nil }
        }
        let task = slots[slot] ?? Task { [url, applicationName] in
            try await Connection.open(
                url, applicationName: applicationName, deadlines: Readers.deadlines,
                settings: [(name: "default_transaction_read_only", value: "on")])
        }
        slots[slot] = task
        return try await task.value
    }
}
