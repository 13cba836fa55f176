import Foundation
@testable import Simulation
import Testing

@Suite struct QueueStudyTests {
    private static func study(
        _ kind: QueueModel.Kind = .erlangC, load: Double = 1, servers: Int = 2, customers: Int = 200, replications: Int = 3,
        confidence: Double = 0.99
    ) -> QueueStudy {
        QueueStudy(
            kind: kind, loads: [.init(load: load, servers: servers)], customers: customers, replications: replications, seed: 1,
            confidence: confidence)
    }

    static let impossible: [(QueueStudy, QueueStudyProblem)] = [
        (QueueStudy(kind: .erlangB, loads: [], customers: 1, replications: 2, seed: 1), .noLoads),
        (study(customers: 0), .tooFewCustomers(0)),
        (study(replications: 1), .tooFewReplications(1)),
        (study(confidence: 1), .confidence(1)),
        (study(servers: 0), .tooFewServers(0, load: 1)),
        (study(.erlangB, load: 0), .load(0)),
        (study(.erlangB, load: .infinity), .load(.infinity)),
        (study(load: 2), .overload(2, servers: 2)),
    ]

    @Test(arguments: impossible) func `what cannot be simulated is refused, saying why`(study: QueueStudy, problem: QueueStudyProblem) {
        #expect(throws: problem) { try study.run() }
        #expect(problem.description.count > 20)
    }

    @Test func `an overload is no problem for a queue that loses`() throws {
        #expect(try Self.study(.erlangB, load: 20).run().count == 1)
    }

    @Test func `a queue has the same luck wherever in the list it stands`() throws {
        var study = QueueStudies.study(.erlangB, customers: 200, replications: 3, seed: 5)
        let rows = try study.run()
        study.loads.reverse()
        #expect(try study.run() == rows.reversed())
        #expect(Set(rows.map(\.simulated.mean)).count == rows.count)
    }

    @Test func `a study can be ended early with what is done`() throws {
        var told: [Int] = []
        let rows = try QueueStudies.study(.erlangC, customers: 100, replications: 2, seed: 1).run { done in
            told.append(done)
            return done < 3
        }
        #expect(told == [1, 2, 3])
        #expect(rows.count == 6)
    }

    @Test func `rows are written and read again`() throws {
        let rows = try Self.study().run()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = try encoder.encode(rows)
        #expect(try JSONDecoder().decode([QueueStudyRow].self, from: text) == rows)
        #expect(String(decoding: text, as: UTF8.self).contains(#""figure":"mean wait","#))
    }

    @Test func `the table has a line of each row, and counts those inside`() {
        func row(_ load: Double, _ isInside: Bool) -> QueueStudyRow {
            let simulated = Estimate(mean: 0.25, halfWidth: 0.125, count: 20, confidence: 0.99)
            return QueueStudyRow(
                load: load, servers: 2, figure: .meanWait, formula: 0.375, simulated: simulated, isInside: isInside, events: 0)
        }
        let expected = """
            load  servers     figure  formula  simulated  ± at 99 %  inside
             1.5        2  mean wait  0.37500    0.25000    0.12500     yes
              10        2  mean wait  0.37500    0.25000    0.12500      NO
            1 of 2 formula values lie in the interval
            """
        #expect(QueueStudyRow.table([row(1.5, true), row(10, false)]) == expected)
    }

    @Test func `the benchmark tells its queue, its figures and what they should be`() throws {
        let benchmark = try QueueBenchmark(customers: 2_000, load: 4, servers: 5, seed: 1)
        let line = benchmark.line(benchmark.run(), seconds: 0.5)
        #expect(line.customers == 2_000)
        #expect(line.events == 2 * (2_000 + line.warmUp))
        #expect(line.formula == ErlangFormulas.meanWait(load: 4, servers: 5))
        #expect(abs(line.meanWait / line.formula - 1) < 0.5)
        #expect(line.seconds == 0.5)
        #expect(throws: QueueStudyProblem.overload(5, servers: 5)) { try QueueBenchmark(customers: 1, load: 5, servers: 5, seed: 1) }
    }
}
