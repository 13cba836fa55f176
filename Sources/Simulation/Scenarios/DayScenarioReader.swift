import Foundation
import Interpreting
import RuleFiles
import Rules
import Yams

/// Reads the folder of a day, and says by file and line what is wrong: what the service would not know, it would refuse in the middle of
/// the day, and a row would be lost.
struct DayScenarioReader {
    let folder: String
    let book: RuleBook

    private struct Head: Decodable {
        struct Clock: Decodable {
            var start: String
            var opens: String
            var settles: String
            var factor: Int
            var nightFactor: Int
            enum CodingKeys: String, CodingKey {
                case start, opens, settles, factor
                case nightFactor = "night-factor"
            }
        }
        struct Behaviours: Decodable {
            var ring: DayScenario.Behaviour
            var remote: DayScenario.Behaviour
            var onsite: DayScenario.Behaviour
            var sigmaPercent: Int
            enum CodingKeys: String, CodingKey {
                case ring, remote, onsite
                case sigmaPercent = "sigma-percent"
            }
        }
        var name: String
        var seed: UInt64
        var date: String
        var clock: Clock
        var behaviour: Behaviours
    }

    func read() throws(ScenarioProblem) -> DayScenario {
        let head = try readHead()
        guard let date = CivilDate(head.date) else {
            throw problem("scenario.yaml", nil, "date: \(head.date) is not a date; write it like 2026-12-01")
        }
        let clock = DayScenario.Clock(
            start: try moment(head.clock.start, "start"), opens: try moment(head.clock.opens, "opens"),
            settles: try moment(head.clock.settles, "settles"), factor: head.clock.factor, nightFactor: head.clock.nightFactor)
        let hosts = try readHosts()
        return DayScenario(
            name: head.name, seed: head.seed, date: date, clock: clock, hosts: hosts, people: try readPeople(),
            questions: try readQuestions(on: date, of: hosts.count), ring: head.behaviour.ring, remote: head.behaviour.remote,
            onsite: head.behaviour.onsite, sigmaPercent: head.behaviour.sigmaPercent)
    }

    private func readHead() throws(ScenarioProblem) -> Head {
        let text = try text("scenario.yaml")
        do {
            return try YAMLDecoder().decode(Head.self, from: text)
        } catch {
            throw problem("scenario.yaml", nil, "\(error)")
        }
    }

    private func readHosts() throws(ScenarioProblem) -> [DayScenario.Host] {
        var hosts: [DayScenario.Host] = []
        for row in try table("organisations.csv") {
            hosts.append(
                DayScenario.Host(
                    name: try row.filled("name"), sector: try row.choice("sector", of: Sector.self).rawValue,
                    place: try row.place("place", book), agency: try row.agency("agency", try row.text("agency"), book)))
        }
        return hosts
    }

    private func readPeople() throws(ScenarioProblem) -> [DayScenario.Person] {
        var people: [DayScenario.Person] = []
        for row in try table("interpreters.csv") {
            let hours = try row.hours("from", try row.text("from"), "until", try row.text("until"))
            let modalities = try row.choices("modalities", of: Modality.self)
            var pools: [String] = []
            for pool in try row.words("pools") { pools.append(try row.agency("pools", pool, book)) }
            for (column, isEmpty) in [("modalities", modalities.isEmpty), ("pools", pools.isEmpty)] where isEmpty {
                throw row.problem("\(column) is empty, expected at least one")
            }
            people.append(
                DayScenario.Person(
                    name: try row.filled("name"), gender: try row.choice("gender", of: Gender.self).rawValue,
                    home: try row.place("home", book), modalities: modalities.map(\.rawValue), pools: pools,
                    languages: try row.competences("languages", book), from: hours.from, until: hours.until, duty: try duty(row)))
        }
        return people
    }

    /// `07:00-19:30`, or empty for never.
    private func duty(_ row: TableRow) throws(ScenarioProblem) -> (from: String, until: String)? {
        let text = try row.text("duty")
        guard !text.isEmpty else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard parts.count == 2 else { throw row.problem("duty is \"\(text)\", expected two times such as 07:00-19:30, or nothing") }
        return try row.hours("duty", parts[0], "duty", parts[1])
    }

    /// - Parameter hosts: how many there are.
    private func readQuestions(on date: CivilDate, of hosts: Int) throws(ScenarioProblem) -> [DayScenario.Question] {
        var questions: [DayScenario.Question] = []
        for row in try table("requests.csv") {
            let gender = try row.text("gender").isEmpty ? nil : try row.choice("gender", of: Gender.self)
            let cancel = try row.text("cancel_after").isEmpty ? nil : try row.number("cancel_after", 0...1_000_000)
            let asked = try row.text("submitted")
            guard let submitted = try? Timestamp.parse("\(date)T\(asked)", in: book.calendar.zone) else {
                throw row.problem("submitted=\(asked) is not a time of day such as 08:30")
            }
            let host = try row.number("organisation")
            guard (1...hosts).contains(host) else { throw row.problem("organisation=\(host) is none of 1 to \(hosts)") }
            questions.append(
                DayScenario.Question(
                    line: row.line, submitted: submitted, host: host - 1, language: try row.language("language", book),
                    complexity: try row.choice("complexity", of: Complexity.self).rawValue,
                    minutes: try row.number("minutes", book.modality.limits.value), start: try start(row),
                    place: try row.place("place", book), fallback: try row.choices("fallback", of: Modality.self).map(\.rawValue),
                    priority: try row.choice("priority", of: Priority.self).rawValue,
                    gender: gender?.rawValue, cancelAfter: cancel.map { .minutes($0) }))
        }
        return questions
    }

    private func start(_ row: TableRow) throws(ScenarioProblem) -> String {
        let start = try row.text("start")
        if start == "now" { return start }
        do throws(TimestampProblem) {
            _ = try Timestamp.parse(start, in: book.calendar.zone)
            return start
        } catch {
            switch error {
            case .malformed: throw row.problem("start=\(start) is neither now nor a date and time such as 2026-12-01T10:00")
            case .skipped(_, let next): throw row.problem("start=\(start) does not exist, the clock skips it; the next is \(next)")
            case .ambiguous(_, let first, let second):
                throw row.problem("start=\(start) comes twice that night; write \(first) or \(second)")
            }
        }
    }

    private func moment(_ text: String, _ name: String) throws(ScenarioProblem) -> Timestamp {
        do throws(TimestampProblem) {
            return try Timestamp.parse(text, in: book.calendar.zone)
        } catch {
            throw problem("scenario.yaml", nil, "\(name): \(text) is not a date and time; write it like 2026-12-01T07:00+01:00")
        }
    }

    private func text(_ name: String) throws(ScenarioProblem) -> String {
        let path = "\(folder)/\(name)"
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw problem(name, nil, "the file cannot be read; give the folder of a scenario, such as simulations/flanders-day")
        }
        do throws(RuleFileProblems) { return try PlainFile.text(path) } catch {
            throw problem(name, nil, error.problems.first?.text ?? "the file cannot be read")
        }
    }

    private func table(_ name: String) throws(ScenarioProblem) -> [TableRow] {
        var reader = CsvReader(try text(name))
        var rows: [TableRow] = []
        do throws(CsvProblem) {
            let header = try reader.next()
            if let header, let twice = header.texts.enumerated().first(where: { place, text in
                !text.isEmpty && header.texts[..<place].contains(text)
            }) {
                throw CsvProblem(
                    line: header.number, column: header.cells[twice.offset].column,
                    text: "the column \(twice.element) is there twice, expected it once; rename or remove one")
            }
            while let header, let line = try reader.next() {
                let named = Dictionary(zip(header.texts, line.texts), uniquingKeysWith: { first, _ in first })
                rows.append(TableRow(file: "\(folder)/\(name)", line: line.number, cells: named))
            }
        } catch {
            throw problem(name, error.line, error.text)
        }
        if rows.isEmpty { throw problem(name, nil, "nothing stands in it, expected the names of the columns and a line below them") }
        return rows
    }

    private func problem(_ file: String, _ line: Int?, _ text: String) -> ScenarioProblem {
        ScenarioProblem(file: "\(folder)/\(file)", line: line, text: text)
    }
}
