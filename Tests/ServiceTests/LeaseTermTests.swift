import Dispatching
import Interpreting
import Storage
import Synchronization
import Testing

@testable import Service

/// How long a server speaks as the one that decides, and when another begins.
@Suite struct LeaseTermTests {
    @Test func `a term ends a margin before the lease in the database does, counted from the sending`() {
        let term = LeaseTerm(renewalSent: .seconds(100), timeToLive: .seconds(6))
        #expect(!term.isOver(at: .seconds(100)))
        #expect(!term.isOver(at: Span(milliseconds: 104_999)))
        #expect(term.isOver(at: .seconds(105)))
    }

    @Test func `without a lease nothing is over, and what is over is not renewed`() {
        let watch = LeaseWatch(timeToLive: .hours(1), now: { .hours(10) })
        #expect(!watch.isOver)
        watch.extend(sentAt: .hours(10))
        #expect(!watch.isOver)
        let late = LeaseWatch(timeToLive: .hours(1), now: { .hours(10) })
        late.extend(sentAt: .hours(8))
        #expect(late.isOver)
        late.extend(sentAt: .hours(10))
        #expect(late.isOver)
        watch.finish()
        #expect(watch.isOver)
    }

    @Test func `while the embedded database does not run a term does not end, and then a renewal has another to come`() {
        let clock = Hand()
        let watch = LeaseWatch(timeToLive: .seconds(6), now: { clock.now })
        watch.hold()
        watch.goOn()
        #expect(!watch.isOver, "nothing was won yet")
        watch.extend(sentAt: .seconds(100))
        watch.hold()
        clock.set(.seconds(160))
        #expect(!watch.isOver)
        watch.goOn()
        clock.set(Span(milliseconds: 164_999))
        #expect(!watch.isOver)
        clock.set(.seconds(165))
        #expect(watch.isOver)
        watch.hold()
        #expect(watch.isOver, "what is over stays so")
    }

    /// A clock that is set by hand, at 100 s first.
    private final class Hand: Sendable {
        private let moment = Mutex(Span.seconds(100))
        var now: Span { moment.withLock { $0 } }
        func set(_ now: Span) { moment.withLock { $0 = now } }
    }

    private func sight(epoch: Int64 = 7, isGivenBack: Bool = false, renewedAt: String = "a", timeline: Int64 = 1) -> LeaseSight {
        LeaseSight(epoch: epoch, timeToLive: .seconds(6), isGivenBack: isGivenBack, renewedAt: renewedAt, timeline: timeline)
    }

    @Test func `a lease that stands still is taken after its time to live, by the clock of whoever watches`() {
        var watched = WatchedLease()
        #expect(!watched.mayBeTaken(at: .seconds(1_000)))
        watched.see(sight(), at: .seconds(10))
        watched.see(sight(), at: .seconds(13))
        #expect(!watched.mayBeTaken(at: .seconds(15)))
        #expect(watched.mayBeTaken(at: .seconds(16)))
        watched.see(sight(renewedAt: "b"), at: .seconds(16))
        #expect(!watched.mayBeTaken(at: .seconds(21)))
    }

    @Test func `whoever watches knows how long the lease has to stand still yet`() {
        var watched = WatchedLease()
        #expect(watched.wait(at: .seconds(10)) == nil)
        watched.see(sight(), at: .seconds(10))
        #expect(watched.wait(at: .seconds(10)) == .seconds(6))
        #expect(watched.wait(at: .seconds(14)) == .seconds(2))
        #expect(watched.wait(at: .seconds(20)) == .zero)
        watched.see(sight(isGivenBack: true), at: .seconds(20))
        #expect(watched.wait(at: .seconds(20)) == nil)
    }

    @Test func `on another timeline it is watched anew, however old its row is`() {
        var watched = WatchedLease()
        watched.see(sight(), at: .seconds(10))
        watched.see(sight(timeline: 2), at: .seconds(17))
        #expect(!watched.mayBeTaken(at: .seconds(22)))
        #expect(watched.mayBeTaken(at: .seconds(23)))
    }

    @Test func `a lease that was given back is taken at once`() {
        var watched = WatchedLease()
        watched.see(sight(isGivenBack: true), at: .seconds(10))
        #expect(watched.mayBeTaken(at: .seconds(10)))
    }
}
