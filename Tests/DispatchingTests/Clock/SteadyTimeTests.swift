import Dispatching
import Interpreting
import Testing

/// The two clocks of a machine, in the test's hands.
private struct Machine {
    var reading = ClockReading(wall: Timestamp(seconds: 1_800_000_000), passed: .seconds(1_000))
    var time = SteadyTime()
    var now: Timestamp { mutating get { time.now(reading) } }

    /// Time passes, and the wall clock counts it with an error.
    mutating func pass(_ span: Span, error: Span = .zero) {
        reading.passed = reading.passed + span
        reading.wall = reading.wall + span + error
    }

    /// Somebody sets the wall clock.
    mutating func jump(_ span: Span) { reading.wall = reading.wall + span }
}

@Suite struct SteadyTimeTests {
    private let start = Timestamp(seconds: 1_800_000_000)

    @Test func `time begins at the wall clock and goes with it`() {
        var machine = Machine()
        #expect(machine.now == start)
        machine.pass(.hours(3))
        #expect(machine.now == start + .hours(3))
        // A machine that slept has slept.
        machine.pass(.days(2))
        #expect(machine.now == start + .hours(51))
    }

    @Test(arguments: [Span.days(500), .days(-500), .hours(1), .hours(-1), .seconds(6), .seconds(-6)])
    func `a wall clock that is set moves nothing, for seconds and for weeks`(jump: Span) {
        var machine = Machine()
        _ = machine.now
        machine.pass(.seconds(10))
        machine.jump(jump)
        #expect(machine.now == start + .seconds(10))
        machine.pass(.seconds(6))
        #expect(machine.now == start + .seconds(16))
        machine.pass(.days(14))
        #expect(machine.now == start + .days(14) + .seconds(16))
        #expect(machine.time.ahead(machine.reading) == jump)
        machine.jump(.zero - jump)
        #expect(machine.now == start + .days(14) + .seconds(16))
        #expect(machine.time.ahead(machine.reading) == .zero)
    }

    @Test func `time goes on while the wall clock stands`() {
        var machine = Machine()
        _ = machine.now
        for second in 1...600 {
            machine.pass(.seconds(1), error: .seconds(-1))
            let error = start + .seconds(second) - machine.now
            #expect(error >= .zero && error <= SteadyTime.tolerance, "\(error.milliseconds) ms behind after \(second) s")
        }
    }

    @Test(arguments: [1, 100, 1_000, 60_000])
    func `a wall clock that is a little off is followed by a second a minute, however often one looks`(step: Int) {
        for way in [1, -1] {
            var machine = Machine()
            _ = machine.now
            machine.jump(.seconds(3 * way))
            for _ in 0..<(60_000 / step) {
                machine.pass(Span(milliseconds: Int64(step)))
                _ = machine.now
            }
            #expect(machine.now == start + .seconds(60 + way))
            machine.pass(.minutes(2))
            #expect(machine.now == start + .minutes(3) + .seconds(3 * way))
            machine.pass(.minutes(2))
            #expect(machine.now == start + .minutes(5) + .seconds(3 * way))
        }
    }

    @Test func `who has waited by a wrong clock begins at the right one`() {
        var machine = Machine()
        machine.jump(.days(500))
        #expect(machine.now == start + .days(500))
        machine.jump(.days(-500))
        machine.pass(.minutes(1))
        #expect(machine.now == start + .days(500) + .minutes(1))
        machine.time.begin(machine.reading)
        #expect(machine.now == start + .minutes(1))
    }

    @Test func `whatever happens to the wall clock, no step is longer or shorter than what passed, but for a sixtieth`() {
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        func chance(_ bound: UInt64) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % bound)
        }
        var machine = Machine()
        var (last, from) = (machine.now, machine.reading.passed)
        for _ in 0..<20_000 {
            switch chance(6) {
            case 0: machine.jump(.days(chance(1_001) - 500))
            case 1: machine.jump(Span(milliseconds: Int64(chance(12_001) - 6_000)))
            case 2: machine.jump(machine.now - machine.reading.wall)
            default: machine.pass(Span(milliseconds: Int64(chance(5_000))))
            }
            let now = machine.now
            let (step, passed) = (now - last, machine.reading.passed - from)
            let allowance = Span(milliseconds: passed.milliseconds / SteadyTime.pace + 1)
            #expect(step >= .zero && (step - passed).length <= allowance)
            (last, from) = (now, machine.reading.passed)
        }
    }
}
