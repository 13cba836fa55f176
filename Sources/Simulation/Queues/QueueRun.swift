/// One run of a `QueueModel`, from an empty system until the last customer has left.
struct QueueRun {
    private enum Event { case arrival, departure }

    private let model: QueueModel
    private let meanGap: Double
    private var arrivals: RandomStream
    private var services: RandomStream
    private var agenda: Agenda<Double, Event>
    private var line = WaitingLine()
    private var busy = 0
    private var arrived = 0
    /// How many were lost or began to be served. Nobody overtakes, so this is the number of the next one to be.
    private var settled = 0
    private(set) var figures = QueueFigures()

    init(_ model: QueueModel, seed: UInt64, replication: Int) {
        self.model = model
        meanGap = 1 / model.load
        arrivals = RandomStream(seed: seed, "queue arrivals", replication)
        services = RandomStream(seed: seed, "queue services", replication)
        agenda = Agenda(capacity: model.servers + 1)
        figures.customers = max(0, model.customers)
    }

    mutating func finish() {
        scheduleArrival(after: 0)
        while let (now, event) = agenda.pop() {
            figures.events += 1
            switch event {
            case .arrival: arrive(at: now)
            case .departure: depart(at: now)
            }
        }
    }

    private mutating func scheduleArrival(after now: Double) {
        guard arrived < model.warmUp + model.customers else { return }
        arrived += 1
        agenda.schedule(at: now + arrivals.exponential(mean: meanGap), .arrival)
    }

    private mutating func arrive(at now: Double) {
        scheduleArrival(after: now)
        if busy < model.servers {
            busy += 1
            serve(at: now)
        } else if model.kind == .erlangC {
            line.append(now)
        } else {
            if settled >= model.warmUp { figures.lost += 1 }
            settled += 1
        }
    }

    private mutating func depart(at now: Double) {
        if let since = line.popFirst() {
            if settled >= model.warmUp {
                figures.waited += 1
                figures.totalWait += now - since
            }
            serve(at: now)
        } else {
            busy -= 1
        }
    }

    private mutating func serve(at now: Double) {
        settled += 1
        agenda.schedule(at: now + services.exponential(mean: 1), .departure)
    }
}
