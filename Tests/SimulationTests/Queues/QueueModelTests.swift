import Simulation
import Testing

@Suite struct QueueModelTests {
    @Test(arguments: QueueModel.Kind.allCases)
    func `the closed form lies in the 99 percent interval for twelve loads`(kind: QueueModel.Kind) throws {
        let rows = try QueueStudies.study(kind, customers: 3_000, seed: 1).run()
        #expect(rows.count == (kind == .erlangC ? 24 : 12))
        for row in rows {
            #expect(row.isInside, "\(QueueStudyRow.table([row]))")
            // Narrow enough to say something, too.
            #expect(row.servers > 10 || (row.simulated.halfWidth ?? 1) < 0.3 * row.formula)
        }
    }

    @Test(arguments: QueueModel.Kind.allCases)
    func `whatever the seed, hardly any interval misses`(kind: QueueModel.Kind) throws {
        let rows = try (100..<104).flatMap { try QueueStudies.study(kind, customers: 1_000, replications: 12, seed: $0).run() }
        // With 99 of 100 inside, more than 5 % outside happens once in some thousand times.
        #expect(rows.count { !$0.isInside } <= rows.count / 20)
    }

    @Test func `a run can be repeated, and each replication has luck of its own`() {
        let model = QueueModel(kind: .erlangC, load: 4, servers: 5, customers: 500)
        #expect(model.run(seed: 1, replication: 3) == model.run(seed: 1, replication: 3))
        #expect(model.run(seed: 1, replication: 3) != model.run(seed: 1, replication: 4))
        #expect(model.run(seed: 1, replication: 3) != model.run(seed: 2, replication: 3))
    }

    @Test func `everybody arrives, and everybody served leaves`() {
        let waiting = QueueModel(kind: .erlangC, load: 4, servers: 5, customers: 500, warmUp: 70).run(seed: 1)
        #expect(waiting.events == 2 * 570)
        #expect(waiting.lost == 0)
        let losing = QueueModel(kind: .erlangB, load: 4, servers: 5, customers: 500, warmUp: 0).run(seed: 1)
        #expect(losing.lost > 0)
        #expect(losing.events == 2 * 500 - losing.lost)
        #expect(losing.waited == 0)
        #expect(losing.totalWait == 0)
    }

    @Test func `customers of the warm-up are not counted`() {
        let cold = QueueModel(kind: .erlangC, load: 90, servers: 100, customers: 50, warmUp: 0)
        let warm = QueueModel(kind: .erlangC, load: 90, servers: 100, customers: 50, warmUp: 20_000)
        // The first hundred find a free server, whatever their luck.
        #expect((0..<5).allSatisfy { cold.run(seed: 1, replication: $0).waited == 0 })
        #expect((0..<50).contains { warm.run(seed: 1, replication: $0).waited > 0 })
        #expect(QueueModel(kind: .erlangC, load: 4, servers: 5, customers: 0, warmUp: 100).run(seed: 1).waited == 0)
        let few = QueueModel(kind: .erlangB, load: 9, servers: 1, customers: 10, warmUp: 500).run(seed: 1)
        #expect(few.lost <= 10)
        #expect(few.customers == 10)
    }

    @Test func `a queue near saturation is warmed up for longer`() {
        #expect(QueueModel.usualWarmUp(kind: .erlangC, load: 0.5, servers: 1) == 59)
        #expect(QueueModel.usualWarmUp(kind: .erlangC, load: 19.8, servers: 20) > 300_000)
        #expect(QueueModel.usualWarmUp(kind: .erlangB, load: 19.8, servers: 20) == 198)
        #expect(QueueModel.usualWarmUp(kind: .erlangC, load: 5, servers: 5) == 50)
        #expect(QueueModel.usualWarmUp(kind: .erlangC, load: .infinity, servers: 5) == 0)
    }

    @Test func `figures of nobody are 0`() {
        let nobody = QueueFigures()
        #expect(nobody.meanWait == 0)
        #expect(nobody.shareWaited == 0)
        #expect(nobody.shareLost == 0)
    }
}
