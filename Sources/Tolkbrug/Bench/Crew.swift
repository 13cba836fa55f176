import Client
import NIOCore
import Wire

/// So many closed loops at once: each sends a command, waits for its answer, and sends the next.
///
/// Confined to one event loop, on which all connections must be, so that measuring costs next to nothing.
final class Crew {
    struct Errand {
        let connection: Connection
        let command: String
        let params: [Parameter]
    }

    private let loop: any EventLoop
    private let warmUp: Int64
    private let longest: Int64
    /// The next errand of a seat; nil when there is none left, which ends the measurement.
    private let next: (_ seat: Int) -> Errand?
    private let done: EventLoopPromise<Measurement>
    private let begun = NIODeadline.now()
    private var samples: [Measurement.Sample] = []
    private var refused: [String: Int] = [:]
    private var working: Int
    private var end: Int64?

    /// - Parameters:
    ///   - warmUp: seconds before the measurement begins.
    ///   - seconds: how long it lasts, unless errands run out before.
    private init(
        seats: Int, warmUp: Int, seconds: Int, on loop: any EventLoop, next: @escaping (Int) -> Errand?
    ) {
        self.loop = loop
        self.warmUp = Int64(warmUp) * 1_000_000_000
        longest = Int64(warmUp + seconds) * 1_000_000_000
        self.next = next
        done = loop.makePromise()
        working = seats
    }

    /// Runs all seats until time or errands are used up.
    static func run(
        seats: Int, warmUp: Int, seconds: Int, on loop: any EventLoop, next: @escaping @Sendable () -> (Int) -> Errand?
    ) async throws -> Measurement {
        try await loop.flatSubmit {
            let crew = Crew(seats: seats, warmUp: warmUp, seconds: seconds, on: loop, next: next())
            for seat in 0..<seats { crew.go(seat) }
            return crew.done.futureResult
        }.get()
    }

    private var elapsed: Int64 { (NIODeadline.now() - begun).nanoseconds }

    private func go(_ seat: Int) {
        guard end == nil, elapsed < longest, let errand = next(seat) else { return rest() }
        let bound = NIOLoopBound(self, eventLoop: loop)
        let sent = NIODeadline.now()
        errand.connection.send(errand.command, errand.params).whenComplete { result in
            bound.value.take(result, sent, seat)
        }
    }

    private func take(_ result: Result<Answer, any Error>, _ sent: NIODeadline, _ seat: Int) {
        switch result {
        case .success(let answer) where answer.isDone:
            samples.append(Measurement.Sample(at: elapsed, latency: (NIODeadline.now() - sent).nanoseconds))
        case .success(let answer):
            refused["\(answer.status)", default: 0] += 1
        case .failure(let error):
            end = 0
            return done.fail(error)
        }
        go(seat)
    }

    /// A seat without work ends it for all: what would follow is not the load that was to be measured.
    private func rest() {
        if end == nil { end = elapsed }
        working -= 1
        guard working == 0 else { return }
        done.succeed(Measurement(samples, warmUp: warmUp, end: end ?? longest, refused: refused))
    }
}
