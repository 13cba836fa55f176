import Dispatching
import Foundation
import Interpreting
import Logging
import NIOSSL
import RuleFiles
import Rules
import Synchronization

@testable import Service

/// What several tests need.
enum Fixtures {
    /// The project's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let rules: Result<RuleBook, RuleFileProblems> = Result { () throws(RuleFileProblems) in
        try RuleLoader(directory: root + "/rules").load()
    }

    /// Writes nothing.
    static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A new folder of the test's own, removed when the box is.
    static func folder() throws -> TemporaryFolder { try TemporaryFolder() }

    /// How the engine knows the certificate in a PEM file.
    static func digest(_ file: String) throws -> String? { try NIOSSLCertificate.fromPEMFile(file).first?.digest }

    /// Waits until `condition` holds; half a minute at most on a machine at leisure. Looks are counted and not seconds: beside hundreds
    /// of other tests a minute may pass between two of them.
    static func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<3_000 {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try await condition()
    }
}

final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("tolkbrug-service-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The first administrator's, of the server whose data folder this is.
    var token: String {
        get throws { try String(contentsOfFile: path + "/admin.token", encoding: .utf8).trimmingCharacters(in: .newlines) }
    }
}

/// A clock that shows what the test says.
final class HandClock: ServiceClock {
    private let time: Mutex<ClockReading>

    init(_ time: Timestamp = Timestamp(seconds: 1_800_000_000)) { self.time = Mutex(ClockReading(wall: time, passed: .zero)) }

    func reading() -> ClockReading { time.withLock { $0 } }
    func duration(from start: Timestamp, to end: Timestamp) -> Duration { .milliseconds(max(0, (end - start).milliseconds)) }
    var warning: String? { nil }

    /// Time passes until it is `moment`.
    func set(_ moment: Timestamp) {
        time.withLock { $0 = ClockReading(wall: moment, passed: $0.passed + (moment - $0.wall)) }
    }

    /// Somebody sets it: no time passes.
    func jump(by span: Span) { time.withLock { $0.wall = $0.wall + span } }
}

/// The system's clock, which somebody has set.
final class WrongClock: ServiceClock {
    private let ahead: Mutex<Span>

    init(ahead: Span = .zero) { self.ahead = Mutex(ahead) }

    func reading() -> ClockReading {
        var reading = SystemClock().reading()
        reading.wall = reading.wall + ahead.withLock { $0 }
        return reading
    }

    func duration(from start: Timestamp, to end: Timestamp) -> Duration { SystemClock().duration(from: start, to: end) }
    var warning: String? { nil }
    func set(ahead span: Span) { ahead.withLock { $0 = span } }
}
