import Foundation
import Interpreting
import RuleFiles
import Yams

/// Reads the folder of a day, and says by file and line what is wrong.
struct DayScenarioReader {
    let folder: String
    let zone: ZoneTable

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
                    name: try row.text("name"), sector: try row.text("sector"), place: try row.text("place"),
                    agency: try row.text("agency")))
        }
        return hosts
    }

    private func readPeople() throws(ScenarioProblem) -> [DayScenario.Person] {
        var people: [DayScenario.Person] = []
        for row in try table("interpreters.csv") {
            let duty = try row.text("duty").split(separator: "-").map(String.init)
            people.append(
                DayScenario.Person(
                    name: try row.text("name"), gender: try row.text("gender"), home: try row.text("home"),
                    modalities: try row.words("modalities"), pools: try row.words("pools"), languages: try row.words("languages"),
                    from: try row.text("from"), until: try row.text("until"), duty: duty.count == 2 ? (duty[0], duty[1]) : nil))
        }
        return people
    }

    /// - Parameter hosts: how many there are.
    private func readQuestions(on date: CivilDate, of hosts: Int) throws(ScenarioProblem) -> [DayScenario.Question] {
        var questions: [DayScenario.Question] = []
        for row in try table("requests.csv") {
            let gender = try row.text("gender")
            let cancel = try row.text("cancel_after")
            let start = try row.text("start")
            if start != "now", (try? Timestamp.parse(start, in: zone)) == nil {
                throw ScenarioProblem(
                    file: row.file, line: row.line, text: "start=\(start) is neither now nor a date and time such as 2026-12-01T10:00")
            }
            let asked = try row.text("submitted")
            guard let submitted = try? Timestamp.parse("\(date)T\(asked)", in: zone) else {
                throw ScenarioProblem(file: row.file, line: row.line, text: "submitted=\(asked) is not a time of day such as 08:30")
            }
            let host = try row.number("organisation")
            guard (1...hosts).contains(host) else {
                throw ScenarioProblem(file: row.file, line: row.line, text: "organisation=\(host) is none of 1 to \(hosts)")
            }
            questions.append(
                DayScenario.Question(
                    submitted: submitted, host: host - 1, language: try row.text("language"),
                    complexity: try row.text("complexity"), minutes: try row.number("minutes"), start: try row.text("start"),
                    place: try row.text("place"), fallback: try row.words("fallback"), priority: try row.text("priority"),
                    gender: gender.isEmpty ? nil : gender, cancelAfter: cancel.isEmpty ? nil : .minutes(try row.number("cancel_after"))))
        }
        return questions
    }

    private func moment(_ text: String, _ name: String) throws(ScenarioProblem) -> Timestamp {
        do throws(TimestampProblem) {
            return try Timestamp.parse(text, in: zone)
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
            let header = try reader.next()?.texts ?? []
            while let line = try reader.next() {
                let named = Dictionary(zip(header, line.texts), uniquingKeysWith: { first, _ in first })
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

/// One line of a table, its cells by the names of the header.
struct TableRow {
    let file: String
    let line: Int
    let cells: [String: String]

    func text(_ column: String) throws(ScenarioProblem) -> String {
        if let cell = cells[column] { return cell }
        throw ScenarioProblem(file: file, line: line, text: "there is no column \(column)")
    }

    func number(_ column: String) throws(ScenarioProblem) -> Int {
        let text = try text(column)
        if let number = Int(text) { return number }
        throw ScenarioProblem(file: file, line: line, text: "\(column)=\(text) is not a whole number")
    }

    func words(_ column: String) throws(ScenarioProblem) -> [String] {
        try text(column).split(separator: " ").map(String.init)
    }
}
