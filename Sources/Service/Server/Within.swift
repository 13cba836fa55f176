/// Waits for `body`, but no longer than `limit`; what has not ended by then goes on unattended.
/// - Returns: nil when it took too long.
func within<Value: Sendable>(_ limit: Duration, _ body: @escaping @Sendable () async -> Value) async -> Value? {
    let (results, result) = AsyncStream.makeStream(of: Optional<Value>.self)
    Task { result.yield(await body()) }
    let timer = Task {
        try await Task.sleep(for: limit)
        result.yield(nil)
    }
    defer { timer.cancel() }
    return await results.first { _ in true } ?? nil
}
