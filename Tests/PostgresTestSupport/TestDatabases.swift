import Postgres

/// Databases for tests, on one private cluster per test process that is started by the first who asks and goes with the
/// process, also when that is killed.
public actor TestDatabases {
    public static let shared = TestDatabases()

    /// Thrown when there is no cluster; says what to install.
    public struct Unavailable: Error, CustomStringConvertible {
        public let description: String
    }

    private var cluster: Result<Cluster, Unavailable>?
    private var templates: [String: Task<Void, any Error>] = [:]
    private var count = 0

    /// The cluster itself, for tests that start processes against it. Not durable: do not pull its plug.
    public func runningCluster() throws -> Cluster {
        let result = cluster ?? Result { () throws(Unavailable) in try Self.start() }
        cluster = result
        return try result.get()
    }

    /// Runs `body` with the URL of an empty database of its own, and drops it afterwards.
    public static func withDatabase<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: (String) async throws -> Value
    ) async throws -> Value {
        try await withDatabase(copyOf: "template1", body)
    }

    /// Runs `body` with the URL of a copy of the database that `prepare` filled; `prepare` runs once per process and name.
    /// - Parameter prepare: gets the template's URL and must close the connections it opens.
    public static func withDatabase<Value>(
        isolation: isolated (any Actor)? = #isolation,
        copyOf template: String, preparedBy prepare: @escaping @Sendable (String) async throws -> Void,
        _ body: (String) async throws -> Value
    ) async throws -> Value {
        try await shared.ensureTemplate(template, prepare)
        return try await withDatabase(copyOf: template, body)
    }

    private static func withDatabase<Value>(
        isolation: isolated (any Actor)? = #isolation, copyOf template: String, _ body: (String) async throws -> Value
    ) async throws -> Value {
        let cluster = try await shared.runningCluster()
        let name = await shared.freshName()
        try await cluster.createDatabase(name, template: template)
        do {
            let value = try await body(cluster.url(database: name))
            try await cluster.dropDatabase(name)
            return value
        } catch {
            try? await cluster.dropDatabase(name)
            throw error
        }
    }

    private func ensureTemplate(_ name: String, _ prepare: @escaping @Sendable (String) async throws -> Void) async throws {
        let cluster = try runningCluster()
        let task = templates[name] ?? Task {
            try await cluster.createDatabase(name)
            try await prepare(cluster.url(database: name))
        }
        templates[name] = task
        try await task.value
    }

    private func freshName() -> String {
        count += 1
        return "test\(count)"
    }

    private static func start() throws(Unavailable) -> Cluster {
        do {
            return try Cluster.temporary(maxConnections: 200)
        } catch {
            throw Unavailable(description: "these tests need a PostgreSQL server of their own: \(error)")
        }
    }
}
