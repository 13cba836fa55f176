import Wire

@testable import Client

extension Client {
    /// A client that does not dawdle between attempts.
    static func forTests(
        _ endpoints: Endpoint..., token: String? = nil, onChange: @escaping @Sendable (Change) -> Void = { _ in }
    ) -> Client {
        var patience = Patience()
        patience.firstPause = 0.001
        patience.longestPause = 0.01
        return Client(endpoints: endpoints, token: token, keyPrefix: "test", patience: patience, onChange: onChange)
    }
}

extension AsyncStream<Push>.Iterator {
    /// The numbers of the next events, heartbeats left out.
    mutating func seqs(_ count: Int) async -> [Int64] {
        var seqs: [Int64] = []
        while seqs.count < count, let push = await next() {
            if case .event(let seq, _) = push { seqs.append(seq) }
        }
        return seqs
    }
}

extension ClientLine {
    func text(_ key: String) -> String? { self[key]?.text }
}

/// The error that `body` throws, if it is the client's.
func clientError(of body: () async throws -> some Any) async -> ClientError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? ClientError
    }
}

/// Something else happened than the script says.
struct Unexpected: Error {}
