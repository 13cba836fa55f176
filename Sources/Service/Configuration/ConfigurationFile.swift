import Foundation
import Glibc
import Logging
import Yams

/// Reads a configuration from YAML; `ops/tolkbrug.example.yaml` explains every key.
public enum ConfigurationFile {
    /// More than this is not a configuration.
    static let sizeLimit = 65_536

    /// - Throws: ``ConfigurationProblems`` with all that is wrong.
    public static func load(_ path: String) throws(ConfigurationProblems) -> Configuration {
        func problem(_ text: String) -> ConfigurationProblems {
            ConfigurationProblems(problems: [ConfigurationProblem(file: path, line: 0, column: 0, text: text)])
        }
        guard access(path, R_OK) == 0 else {
            throw problem("cannot be read: \(String(cString: strerror(errno))); name a file that is there with --configuration")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw problem("cannot be read, it is no file; name one with --configuration")
        }
        guard data.count <= sizeLimit else { throw problem("has \(data.count) octets; at most \(sizeLimit) are read: is it another file?") }
        guard let text = String(data: data, encoding: .utf8) else { throw problem("is not UTF-8; write it in UTF-8") }
        return try parse(text, file: path)
    }

    /// - Parameter file: how the text is called in problems; relative paths begin at its folder.
    public static func parse(_ text: String, file: String) throws(ConfigurationProblems) -> Configuration {
        let log = ConfigurationLog(file: file)
        var configuration = Configuration()
        // A file of comments only leaves every default.
        if let root = compose(text, log: log) {
            let reader = SectionReader(root, name: "the file", log: log)
            read(reader, into: &configuration) { path in
                // Wherever the program is started, the file means the same folder.
                let folder = file.range(of: "/", options: .backwards).map { file[..<$0.upperBound] } ?? ""
                return path.hasPrefix("/") ? path : folder + path
            }
            reader.close()
        }
        guard log.problems.isEmpty else {
            throw ConfigurationProblems(problems: log.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return configuration
    }

    private static func compose(_ text: String, log: ConfigurationLog) -> Node? {
        do {
            return try Yams.compose(yaml: text, .basic, .default, .utf8)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
                log.report("YAML syntax: \(problem)", at: mark)
            case .duplicatedKeysInMapping(let keys, let context):
                log.report("the key \(keys.joined(separator: ", ")) occurs more than once", at: context.mark)
            default:
                log.report("cannot be read as YAML: \(error)", at: nil)
            }
        } catch {
            log.report("cannot be read as YAML: \(error)", at: nil)
        }
        return nil
    }

    private static func read(_ file: SectionReader, into configuration: inout Configuration, path: (String) -> String) {
        file.text("data") { configuration.data = path($0) }
        file.text("rules") { configuration.rules = path($0) }
        file.section("database") { section in
            section.text("url") { configuration.databaseURL = $0 }
            section.integer("readers", 1...16) { configuration.readers = $0 }
        }
        file.section("listen") { section in
            section.text("host") { configuration.listen.host = $0 }
            section.integer("port", 0...65_535) { configuration.listen.port = $0 }
            section.text("advertise") { configuration.advertise = $0 }
        }
        file.section("tls") { configuration.tls = tls($0, path: path) }
        file.section("metrics") { section in
            var address = configuration.metrics ?? Configuration.Address("127.0.0.1", 7640)
            section.text("host") { address.host = $0 }
            section.integer("port", 0...65_535) { address.port = $0 }
            configuration.metrics = address
        }
        file.section("log") { section in
            section.choice("level", of: Logger.Level.allCases.map(\.rawValue)) { word in
                configuration.logLevel = Logger.Level(rawValue: word) ?? .info
            }
        }
        file.section("limits") { limits($0, into: &configuration.limits) }
        file.section("planner") { planner($0, into: &configuration.planner) }
    }

    private static func planner(_ section: SectionReader, into planner: inout Configuration.Planner) {
        section.choice("off", of: ["yes", "no"]) { planner.isOn = $0 == "no" }
        section.integer("horizon-days", 1...60) { planner.horizonDays = $0 }
        section.integer("seconds", 1...600) { planner.seconds = $0 }
        section.integer("every-events", 1...1_000_000) { planner.everyEvents = $0 }
        section.integer("pause-seconds", 1...86_400) { planner.pauseSeconds = $0 }
    }

    private static func tls(_ section: SectionReader, path: (String) -> String) -> Configuration.TLSFiles? {
        var certificate: String?
        var key: String?
        var clientCA: String?
        section.text("certificate") { certificate = path($0) }
        section.text("key") { key = path($0) }
        section.text("client-ca") { clientCA = path($0) }
        guard let certificate, let key else {
            section.report("tls needs both certificate and key, each a PEM file; leave tls out for development certificates")
            return nil
        }
        return Configuration.TLSFiles(certificate: certificate, key: key, clientCA: clientCA)
    }

    private static func limits(_ section: SectionReader, into limits: inout Configuration.Limits) {
        section.integer("connections", 1...1_000_000) { limits.connections = $0 }
        section.integer("connections-per-address", 1...1_000_000) { limits.connectionsPerAddress = $0 }
        section.integer("connections-per-user", 1...1_000_000) { limits.connectionsPerUser = $0 }
        section.integer("queue", 16...1_000_000) { limits.queue = $0 }
        section.integer("batch", 1...4_096) { limits.batch = $0 }
        section.integer("unread-octets", 65_536...1_073_741_824) { limits.unreadOctets = $0 }
        section.integer("unread-seconds", 1...3_600) { limits.unreadSeconds = $0 }
        section.integer("commit-seconds", 1...600) { limits.commitSeconds = $0 }
        section.integer("lease-seconds", 4...600) { limits.leaseSeconds = $0 }
        if limits.commitSeconds > limits.mostCommitSeconds {
            section.report("""
                commit-seconds is \(limits.commitSeconds) and lease-seconds \(limits.leaseSeconds), so a server that its database leaves \
                without an answer would have to go before it could tell anybody that nobody knows yet; make commit-seconds at most \
                \(limits.mostCommitSeconds), or lease-seconds at least \(limits.commitSeconds + 3)
                """)
        }
        section.integer("drain-seconds", 1...600) { limits.drainSeconds = $0 }
        section.integer("line", 512...65_536) { limits.wire.line = $0 }
        section.integer("literal", 1_024...999_999) { limits.wire.literal = $0 }
        section.integer("pipeline", 1...65_536) { limits.wire.pipeline = $0 }
        section.integer("rows", 1...500) { limits.wire.rows = $0 }
        section.integer("idle-seconds", 5...86_400) { limits.wire.idleSeconds = $0 }
        section.integer("auth-seconds", 1...600) { limits.wire.stranger.seconds = $0 }
        section.integer("unread-events", 16...65_536) { limits.wire.unreadEvents = $0 }
    }
}
