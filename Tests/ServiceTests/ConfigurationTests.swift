import Testing

@testable import Service

@Suite struct ConfigurationTests {
    @Test func theExampleLoadsAndIsTheDefault() throws {
        #expect(try ConfigurationFile.load(Fixtures.root + "/ops/tolkbrug.example.yaml") == Configuration())
    }

    @Test func `relative paths begin at the folder of the file`() throws {
        let text = "data: state\nrules: /etc/rules\ntls: {certificate: a.crt, key: keys/a.key}\n"
        let read = try ConfigurationFile.parse(text, file: "/etc/tolkbrug/x.yaml")
        #expect(read.data == "/etc/tolkbrug/state")
        #expect(read.rules == "/etc/rules")
        #expect(read.tls == .init(certificate: "/etc/tolkbrug/a.crt", key: "/etc/tolkbrug/keys/a.key"))
        #expect(try ConfigurationFile.parse(text, file: "x.yaml").data == "state")
        #expect(try ConfigurationFile.parse("", file: "/etc/tolkbrug/x.yaml").data == "var")
    }

    @Test func anEmptyFileIsTheDefault() throws {
        #expect(try ConfigurationFile.parse("# nothing\n", file: "x.yaml") == Configuration())
    }

    @Test func everyKeyIsRead() throws {
        let text = """
            data: /srv/tolkbrug
            rules: /etc/rules
            database: {url: "postgresql://db/tolkbrug", readers: 4}
            listen: {host: "::1", port: 0, advertise: "a.example:7639"}
            tls: {certificate: a.crt, key: a.key, client-ca: ca.crt}
            metrics: {port: 9000}
            log: {level: debug}
            limits: {connections: 2, queue: 16, batch: 8, unread-octets: 65536, unread-seconds: 3, commit-seconds: 9, lease-seconds: 20,
              drain-seconds: 1, pipeline: 7}
            planner: {off: yes, horizon-days: 7, seconds: 9, every-events: 50, pause-seconds: 30}
            """
        let read = try ConfigurationFile.parse(text, file: "x.yaml")
        var expected = Configuration()
        expected.data = "/srv/tolkbrug"
        expected.rules = "/etc/rules"
        expected.databaseURL = "postgresql://db/tolkbrug"
        expected.readers = 4
        expected.listen = .init("::1", 0)
        expected.advertise = "a.example:7639"
        expected.tls = .init(certificate: "a.crt", key: "a.key", clientCA: "ca.crt")
        expected.metrics = .init("127.0.0.1", 9000)
        expected.logLevel = .debug
        expected.limits.connections = 2
        expected.limits.queue = 16
        expected.limits.batch = 8
        expected.limits.unreadOctets = 65_536
        expected.limits.unreadSeconds = 3
        expected.limits.commitSeconds = 9
        expected.limits.leaseSeconds = 20
        expected.limits.drainSeconds = 1
        expected.limits.wire.pipeline = 7
        expected.planner.isOn = false
        expected.planner.horizonDays = 7
        expected.planner.seconds = 9
        expected.planner.everyEvents = 50
        expected.planner.pauseSeconds = 30
        #expect(read == expected)
    }

    @Test(arguments: [
        (
            "listen:\n  prot: 1\n",
            "x.yaml:2:3: unknown key \"prot\" in listen, expected one of host, port, advertise; did you mean \"port\"?"),
        ("listen:\n  port: many\n", "x.yaml:2:9: listen.port is \"many\", expected a whole number from 0 to 65535"),
        ("listen:\n  port: 70000\n", "x.yaml:2:9: listen.port is \"70000\", expected a whole number from 0 to 65535"),
        ("listen: 7639\n", "x.yaml:1:9: listen is a single value, expected keys with values"),
        ("data: [a]\n", "x.yaml:1:7: data is a list, expected text"),
        ("data: \"\"\n", "x.yaml:1:7: data is empty, expected text"),
        ("tls:\n  key: a\n", "x.yaml:2:3: tls needs both certificate and key, each a PEM file; leave tls out for development"),
        (
            "limits: {lease-seconds: 5}\n",
            "x.yaml:1:10: commit-seconds is 3 and lease-seconds 5, so a server that its database leaves without an answer would have to "
                + "go before it could tell anybody that nobody knows yet; make commit-seconds at most 2, or lease-seconds at least 6"),
        ("limits: {commit-seconds: 5}\n", "commit-seconds is 5 and lease-seconds 6"),
        ("data: a\ndata: b\n", "occurs more than once"),
        ("data: {a\n", "YAML syntax"),
        ("- a\n", "x.yaml:1:1: the file is a list, expected keys with values"),
    ])
    func aProblemNamesItsPlace(text: String, expected: String) {
        let error = #expect(throws: ConfigurationProblems.self) { try ConfigurationFile.parse(text, file: "x.yaml") }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }

    @Test func allProblemsAreReportedInTheOrderOfTheFile() {
        let text = "log:\n  level: loud\nlisten:\n  port: -1\nfoo: 1\n"
        let error = #expect(throws: ConfigurationProblems.self) { try ConfigurationFile.parse(text, file: "x.yaml") }
        #expect(error?.problems.map(\.line) == [2, 4, 5])
    }

    @Test func aMissingFileIsAProblemOfTheWholeFile() {
        let error = #expect(throws: ConfigurationProblems.self) { try ConfigurationFile.load("/nonexistent/x.yaml") }
        let text = "/nonexistent/x.yaml: cannot be read: No such file or directory; name a file that is there with --configuration"
        #expect(error?.description == text)
    }
}
