import Interpreting
import RuleFiles
import Rules

/// Reads the blocks of a scenario of the service into a `Scenario`.
struct WorldReader {
    let blocks: ScenarioBlocks
    let book: RuleBook

    private struct Period {
        var start: CivilDate
        var days: Int
        var warmUp: Int
    }

    func read(name: String, head: HeadBlock?) -> Scenario? {
        let places = PlaceTable(gazetteer: book.gazetteer, agencies: book.agencies)
        let context = EventContext(
            languages: book.languages, agencies: book.agencies.all.map { $0.code.text },
            gazetteer: book.gazetteer, places: places)
        let period = period()
        let policies = policies()
        let demand = DemandBlocks(blocks: blocks, book: book, context: context).read()
        let hosts = blocks.block("hosts") { block -> (Int, Double)? in
            let (count, sigma) = (block.integer("count", 1...10_000), block.number("size-sigma", 0...3))
            guard let count, let sigma else { return nil }
            return (count, sigma)
        }
        let people = PeopleBlocks(blocks: blocks, context: context).read()
        let behaviour = BehaviourBlock.read(blocks)
        let events = blocks.rows("events", isOptional: true) { row, _ in ScenarioEvents.read(row, context) }
        let recruit = blocks.optionalBlock("recruit") { self.recruit($0, context) }
        let calibration = blocks.rows("calibration", isOptional: true, target)
        guard let head, let period, let policies, let demand, let hosts, let people, let behaviour else { return nil }
        let built = WorldBuilder(
            book: book, places: places, seed: head.seed, start: period.start, days: period.days, demand: demand, hostCount: hosts.0,
            hostSigma: hosts.1, people: people, events: events
        ).build()
        var scenario = Scenario(
            name: name, question: head.question, expects: head.expects, seed: head.seed, start: period.start, days: period.days,
            warmUpDays: period.warmUp, hosts: built.hosts, people: built.people, behaviour: behaviour, inquiries: built.demand,
            policies: policies, replications: head.replications, recruit: recruit, calibration: calibration)
        scenario.events = events
        return scenario
    }

    private func period() -> Period? {
        let start = blocks.own.date("start")
        let days = blocks.own.integer("days", 1...1100)
        let warmUp = blocks.own.optional("warm-up-days") { $0.integer("warm-up-days", 0...365) } ?? 0
        guard let start, let days else { return nil }
        guard warmUp < days else {
            blocks.own.report("warm-up-days is \(warmUp) of \(days) days, expected fewer than days")
            return nil
        }
        return Period(start: start, days: days, warmUp: warmUp)
    }

    private func policies() -> [String]? {
        guard blocks.own.optionalNode("policies") != nil else { return ["tolkbrug"] }
        return blocks.own.names("policies", among: PolicyCatalogue.names, "an offer policy")
    }

    private func recruit(_ block: FieldReader, _ context: EventContext) -> Scenario.Recruit? {
        let language = block.language("language", context)
        let target = block.percent("target")
        let most = block.integer("most", 1...1000)
        guard let language, let target, let most else { return nil }
        return Scenario.Recruit(language: language, target: target, most: most)
    }

    private func target(_ row: FieldReader, origin: String) -> Scenario.Target? {
        let figure = row.name("figure", among: CalibrationFigures.all, "a figure")
        let value = row.number("value", 0...100_000)
        guard let figure, let value else { return nil }
        return Scenario.Target(figure: figure, value: value, source: origin)
    }
}
