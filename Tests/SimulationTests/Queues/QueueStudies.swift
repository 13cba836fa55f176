import Simulation

/// Twelve queues of each kind: from one server to a hundred, from half busy to nearly all the time, and more than that for loss.
enum QueueStudies {
    static func study(_ kind: QueueModel.Kind, customers: Int, replications: Int = 20, seed: UInt64) -> QueueStudy {
        QueueStudy(kind: kind, loads: loads(kind), customers: customers, replications: replications, seed: seed)
    }

    static func loads(_ kind: QueueModel.Kind) -> [QueueStudy.Load] {
        let pairs: [(Double, Int)] =
            switch kind {
            case .erlangC:
                [
                    (0.5, 1), (0.8, 1), (1.5, 2), (2.4, 3), (4, 5), (5, 8), (8.5, 10), (12, 15), (18, 20), (27, 30), (46, 50),
                    (90, 100),
                ]
            case .erlangB:
                [
                    (0.5, 1), (1, 2), (3, 4), (5, 5), (8, 10), (10, 10), (15, 20), (20, 18), (30, 30), (45, 50), (80, 90),
                    (120, 110),
                ]
            }
        return pairs.map { QueueStudy.Load(load: $0.0, servers: $0.1) }
    }
}
