import Foundation
import Testing

@testable import Planning
@testable import Tolkbrug

@Suite struct InstanceTests {
    /// A small instance in JSON, with one text of it replaced.
    static func text(_ old: String = "", _ new: String = "") -> String {
        let text = """
            {"name":"small","days":1,"speed_kmh":50,"detour":1.3,"fill_value":1000,
             "pref_cost":{"gender":30,"continuity":20,"nonfirst_language":5},
             "jobs":[
              {"id":7,"start":600,"end":660,"lang":"ti","modality":"onsite","cert":true,
               "x":3,"y":4,"weight":2,"gender":"f","continuity":null},
              {"id":8,"start":620,"end":650,"lang":"tr","modality":"phone","cert":false,
               "x":0,"y":0,"weight":1,"gender":null,"continuity":5}],
             "interpreters":[
              {"id":5,"langs":["ti","tr"],"certified":true,"gender":"f","x":0,"y":0,"phone":true,"video":true,"onsite":true,"max_km":40,
               "windows":[[540,1020]],"max_min_day":240,"max_min_week":600}]}
            """
        return old.isEmpty ? text : text.replacingOccurrences(of: old, with: new)
    }

    static func write(_ text: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("instance-\(UInt64.random(in: 0 ... .max)).json")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    static func problem(_ text: String) throws -> String? {
        let file = try write(text)
        defer { try? FileManager.default.removeItem(atPath: file) }
        do {
            _ = try InstanceFile.read(file)
            return nil
        } catch {
            #expect(error.description.hasPrefix(file + ": "))
            return String(error.description.dropFirst(file.count + 2))
        }
    }

    @Test func `a good instance is read`() throws {
        #expect(try Self.problem(Self.text()) == nil)
    }

    @Test(arguments: [
        ("{\"name\"", "{name", "is not JSON at line 1, column 2: expected the name of a field in double quotes; found n"),
        ("\"days\":1", "\"days\":1,\"days\":2", "days: is there twice, again at line 1, column 26; give it once"),
        ("\"id\":8", "\"id\":8,\"\\u0069d\":9", "jobs[1].id: is there twice, again at line 6, column 11; give it once"),
        ("\"continuity\":5}]", "\"continuity\":5},]", "jobs[2]: is not JSON at line 7, column 57: expected a value; found ]"),
        ("\"weight\":1,", "\"weight\":01,", "jobs[1].weight: is not JSON at line 7, column 25: expected a number without a nought"),
        ("\"lang\":\"tr\"", "\"lang\":\"\\q\"", "jobs[1].lang: is not JSON at line 6, column 40: expected a text in UTF-8 with"),
        ("\"max_min_week\":600}]}", "\"max_min_week\":600}]", "is not JSON at line 10, column 65: expected a comma, or } at the end"),
        ("\"max_min_week\":600}]}", "\"max_min_week\":600}]} 1", "is not JSON at line 10, column 67: expected nothing more; found 1"),
        ("\"onsite\":true", "\"onsite\":True", "interpreters[0].onsite: is not JSON at line 9, column 108: expected a value; found T"),
        ("\"start\":600,", "", "jobs[0].start: is missing"),
        ("\"start\":600", "\"start\":\"ten\"", "jobs[0].start: is not a whole number"),
        ("\"start\":600", "\"start\":null", "jobs[0].start: is null; a whole number is needed"),
        ("\"end\":660", "\"end\":600", "jobs[0].end: is 600; after its start, 600, is needed"),
        ("\"start\":600", "\"start\":-5", "jobs[0].start: is -5; 0 to 5256000 are allowed"),
        (
            "\"modality\":\"onsite\"", "\"modality\":\"telephone\"",
            "jobs[0].modality: is \"telephone\"; one of phone, video, onsite is needed"
        ),
        ("\"modality\":\"onsite\"", "\"modality\":\"vidio\"", "jobs[0].modality: is \"vidio\"; one of phone, video, onsite is needed; did"),
        ("\"modality\":\"onsite\"", "\"modality\":7", "jobs[0].modality: is not a text"),
        (
            "\"weight\":2,\"gender\":\"f\"", "\"weight\":2,\"gender\":\"female\"",
            "jobs[0].gender: is \"female\", which no interpreter has; one of f, m, x, or null, is needed"
        ),
        ("\"weight\":2,\"gender\":\"f\"", "\"weight\":2,\"gender\":\"540\"", "jobs[0].gender: is \"540\", which no interpreter has"),
        ("\"continuity\":5", "\"continuity\":99", "jobs[1].continuity: is 99, the id of no interpreter; the id of one, or null, is needed"),
        ("\"id\":8", "\"id\":7", "jobs[1].id: is 7, which jobs[0] has already"),
        ("\"weight\":2", "\"weight\":200", "jobs[0].weight: 200 times fill_value 1000 is more than 100000 points"),
        ("\"langs\":[\"ti\",\"tr\"]", "\"langs\":[]", "interpreters[0].langs: is empty; at least one language is needed"),
        ("[[540,1020]]", "[[540]]", "interpreters[0].windows[0]: has 1 numbers; [from, to] is needed"),
        ("[[540,1020]]", "[[540,530]]", "interpreters[0].windows[0][1]: is 530; after 540 and at most 5256000 is needed"),
        ("[[540,1020]]", "[[540,3421]]", "interpreters[0].windows[0]: lasts 2881 minutes; at most 2880 are possible: split it"),
        ("[[540,1020]]", "540", "interpreters[0].windows: is not a list"),
        ("\"speed_kmh\":50", "\"speed_kmh\":0", "speed_kmh: is 0.0; more than 0 is needed"),
        ("\"gender\":30", "\"gender\":-1", "pref_cost.gender: is -1; 0 to 100000 are allowed"),
        ("\"certified\":true", "\"certified\":1", "interpreters[0].certified: is not true or false"),
        ("\"start\":600", "\"start\":155.5", "jobs[0].start: is 155.5; a whole number is needed"),
        ("[[540,1020]]", "[[540.25,1020]]", "interpreters[0].windows[0][0]: is 540.25; a whole number is needed"),
        ("\"continuity\":5", "\"continuity\":0.5", "jobs[1].continuity: is 0.5; a whole number is needed"),
        ("\"gender\":30", "\"gender\":1e30", "pref_cost.gender: is 1e+30; a whole number is needed"),
        (
            "\"weight\":2", "\"weight\":2,\"wieght\":3",
            "jobs[0].wieght: is not a field here; known are id, start, end, lang, modality, cert, x, y, weight, gender, continuity; did"
        ),
        ("\"days\":1", "\"days\":1,\"colour\":3", "colour: is not a field here; known are name, days, "),
        ("\"start\":600,\"end\":660", "\"start\":1600,\"end\":1660", "jobs[0].start: is 1600, on day 1; days is 1, so it begins before"),
        ("[[540,1020]]", "[[1440,1500]]", "interpreters[0].windows[0][0]: is 1440, on day 1; days is 1"),
    ])
    func `what is wrong with an instance is said with its place`(old: String, new: String, expected: String) throws {
        let problem = try Self.problem(Self.text(old, new))
        #expect(problem?.hasPrefix(expected) == true, "\(problem ?? "nothing")")
    }

    @Test func `a gender is a word that interpreters have, or one of the usual ones`() throws {
        #expect(try Self.problem(Self.text("\"gender\":\"f\"", "\"gender\":\"female\"")) == nil)
        #expect(try Self.problem(Self.text("\"weight\":2,\"gender\":\"f\"", "\"weight\":2,\"gender\":\"m\"")) == nil)
    }

    @Test func `numbers, escapes and white space of JSON are taken as they are`() throws {
        for text in ["[-0.5e+10,1E2,0,-1]", " {\"a\\\"b\":\"\\u00e9é\\n\"}\r\n", "\u{FEFF}{}", "[[],{}]\t", "null"] {
            #expect(throws: Never.self) { try StrictJSON.check(Data(text.utf8)) }
        }
        let wrong = [
            "", "[1.]", "[.5]", "[+1]", "[1e]", "[\"a\nb\"]", "[\"a]", "{\"a\" 1}", "[1 2]", "nul", "[NaN]", "{}{}", "[-]", "\"\\",
        ]
        for text in wrong {
            #expect(throws: StrictJSON.Problem.self) { try StrictJSON.check(Data(text.utf8)) }
        }
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let problem = #expect(throws: StrictJSON.Problem.self) { try StrictJSON.check(Data(deep.utf8)) }
        #expect(problem?.text == "is nested more than 64 deep, line 1, column 65")
        #expect(throws: StrictJSON.Problem.self) { try StrictJSON.check(Data([0xFF, 0xFE, 0x7B, 0])) }
        #expect(throws: StrictJSON.Problem.self) { try StrictJSON.check(Data([0x22, 0xC3, 0x22])) }
    }

    @Test func `a field of one's own is passed over`() throws {
        #expect(try Self.problem(Self.text("\"weight\":2", "\"weight\":2,\"x-room\":\"12\"")) == nil)
        #expect(try Self.problem(Self.text("\"days\":1", "\"days\":1,\"x-made-by\":{\"a\":1}")) == nil)
    }

    /// 50 km as the crow flies, 55 by road, at 60 km/h.
    @Test func `a journey of exactly 55 minutes takes 55, and lies within 55 kilometres`() throws {
        let text = Self.text("\"speed_kmh\":50,\"detour\":1.3", "\"speed_kmh\":60,\"detour\":1.1")
            .replacingOccurrences(of: "\"x\":3,\"y\":4", with: "\"x\":30,\"y\":40")
            .replacingOccurrences(of: "\"max_km\":40", with: "\"max_km\":55")
        let file = try Self.write(text)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let instance = try InstanceFile.read(file)
        #expect(instance.minutes(30, 40) == 55 && instance.minutes(30, 40.001) == 56 && instance.minutes(0, 0) == 0)
        let model = InstanceModel(instance)
        #expect(Planner(model.parts.model).run(.steps(200)).travel == 110)
    }

    /// As ops/PLANNING.md says.
    @Test func `the weekly limit counts where there is more than one day`() throws {
        for (days, weight) in [(1, 2), (2, 0)] {
            let text = Self.text("\"days\":1", "\"days\":\(days)")
            let file = try Self.write(text.replacingOccurrences(of: "\"max_min_week\":600", with: "\"max_min_week\":20"))
            defer { try? FileManager.default.removeItem(atPath: file) }
            let model = InstanceModel(try InstanceFile.read(file))
            #expect(model.weight(of: Planner(model.parts.model).run(.steps(200))) == weight)
        }
    }

    @Test func `jobs that are worth too much together are refused, with what to divide by`() throws {
        let start = Self.text().components(separatedBy: "{\"id\":8")[0]
        let rest = try #require(Self.text().components(separatedBy: "\"continuity\":5}").last)
        let jobs = (0..<20_001).map { number in
            "{\"id\":\(number + 8),\"start\":620,\"end\":650,\"lang\":\"tr\",\"modality\":\"phone\",\"cert\":false,"
                + "\"x\":0,\"y\":0,\"weight\":100,\"gender\":null,\"continuity\":null}"
        }
        let expected = "fill_value: with 1000 the jobs are worth 2000102000 points together; at most 1000000000 are possible: "
            + "divide it and pref_cost by 3"
        #expect(try Self.problem(start + jobs.joined(separator: ",") + rest) == expected)
    }

    @Test func `a file that is not there is said`() {
        #expect(throws: InstanceFile.Problem.self) { try InstanceFile.read("/nonexistent/instance.json") }
    }

    @Test func `overlapping windows become separate ones, so that nobody is in two places`() throws {
        let file = try Self.write(Self.text("[[540,1020]]", "[[540,720],[600,1020],[650,700]]"))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let instance = try InstanceFile.read(file)
        #expect(InstanceModel.windows(of: instance.interpreters[0]) == [540..<720, 720..<1_020])
    }

    @Test func `each unfilled job has its reason`() throws {
        func reason(_ old: String, _ new: String, job: Int) throws -> String? {
            let file = try Self.write(Self.text(old, new))
            defer { try? FileManager.default.removeItem(atPath: file) }
            let instance = try InstanceFile.read(file)
            let model = InstanceModel(instance)
            let result = Planner(model.parts.model).run(.steps(200))
            return PlanAnswer(result, of: instance, model: model, seconds: 0).unfilled.first { $0.job == job }?.reason
        }
        #expect(try reason("", "", job: 8)?.hasPrefix("outbid by job 7 of interpreter 5; shadow price of the time: ") == true)
        #expect(try reason("\"lang\":\"tr\"", "\"lang\":\"so\"", job: 8) == "no eligible interpreter: language: nobody speaks so")
        #expect(
            try reason("\"certified\":true", "\"certified\":false", job: 7)
                == "no eligible interpreter: certificate: it excludes the one left of 1 who speak ti")
        #expect(
            try reason("\"max_km\":40", "\"max_km\":4", job: 7)
                == "no eligible interpreter: distance: it excludes the one left of 1 who speak ti")
        let late = try reason("[[540,1020]]", "[[598,1020]]", job: 7)
        #expect(late?.hasPrefix("no eligible interpreter: availability: none of the 1") == true)
        #expect(
            try reason("\"max_min_day\":240", "\"max_min_day\":20", job: 8)
                == "no eligible interpreter: daily minutes: it excludes the one left of 1 who speak tr")
    }

    @Test func `the answer adds up`() throws {
        let file = try Self.write(Self.text())
        defer { try? FileManager.default.removeItem(atPath: file) }
        let instance = try InstanceFile.read(file)
        let model = InstanceModel(instance)
        let result = Planner(model.parts.model).run(.steps(200))
        // 5 km as the crow flies, 6.5 by road, 7.8 minutes: 8 there and 8 back.
        #expect(result.value == 2_000 - 16 && result.travel == 16 && result.bound == 1_984)
        let answer = PlanAnswer(result, of: instance, model: model, seconds: 0)
        #expect(answer.assignments.map(\.job) == [7] && answer.assignments.map(\.interpreter) == [5])
    }
}
