import Foundation
import Testing

/// `tolkbrug demo` as a user starts it and ends it: a day of one request.
@Suite(.serialized, .timeLimit(.minutes(2))) struct DemoProcessTests {
    /// The demonstration under way.
    private final class Demo {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString)")
        private let process = Process()
        private let output = Pipe()
        private var text = ""

        var data: String { folder.appendingPathComponent("data").path }

        init() throws {
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, text) in Self.files {
                try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
            }
            process.executableURL = URL(fileURLWithPath: try #require(PlanProcessTests.executable))
            process.currentDirectoryURL = root
            process.arguments = [
                "demo", "--scenario", folder.path, "--data", data, "--port", "\(try Self.freePort())", "--metrics-port",
                "\(try Self.freePort())",
            ]
            process.standardOutput = output
            process.standardError = output
            try process.run()
        }

        /// Reads until the demonstration has said `part`.
        func wait(for part: String) throws {
            while !text.contains(part) {
                let octets = output.fileHandleForReading.availableData
                try #require(!octets.isEmpty, "it ended before it said \(part): \(text)")
                text += String(decoding: octets, as: UTF8.self)
            }
        }

        /// Presses Ctrl-C and waits for the end of the demonstration and of all that has its output.
        func interrupt() -> Int32 {
            process.interrupt()
            process.waitUntilExit()
            return process.terminationStatus
        }

        /// What still runs with the demonstration's folder in its command line.
        var leftovers: [String] {
            let pids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }
            let lines = pids.compactMap { try? String(contentsOfFile: "/proc/\($0)/cmdline", encoding: .utf8) }
            return lines.filter { $0.contains(data) }
        }

        private static func freePort() throws -> UInt16 {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isBound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
                }
            }
            try #require(isBound)
            return UInt16(bigEndian: address.sin_port)
        }

        private static let files = [
            "scenario.yaml": """
                name: one-talk
                seed: 1
                date: 2026-12-01
                clock:
                  start: 2026-12-01T06:00+01:00
                  opens: 2026-12-01T07:00+01:00
                  settles: 2026-12-01T12:00+01:00
                  factor: 3000
                  night-factor: 3000
                behaviour:
                  ring: { accept: 100, decline: 0, median-seconds: 7 }
                  remote: { accept: 100, decline: 0, median-seconds: 480 }
                  onsite: { accept: 100, decline: 0, median-seconds: 900 }
                  sigma-percent: 60

                """,
            "organisations.csv": "number,name,sector,place,agency\n1,School,education,12025,agii\n",
            "interpreters.csv": """
                number,name,gender,home,modalities,pools,languages,from,until,duty
                1,Tolk 001,female,12025,telephone video onsite,agii,ti,07:00,20:00,07:00-19:30

                """,
            "requests.csv": """
                submitted,organisation,language,complexity,minutes,start,place,fallback,priority,gender,cancel_after
                07:30:00,1,ti,practical,15,now,12025,,normal,,

                """,
        ]
    }

    @Test(arguments: [
        (said: "Starting a server", status: Int32(130)), (said: "the day begins", status: 130), (said: "The server stays up", status: 0),
    ]) func `Ctrl-C stops everything that was started, at any time`(_ said: String, _ status: Int32) throws {
        let demo = try Demo()
        defer { try? FileManager.default.removeItem(at: demo.folder) }
        try demo.wait(for: said)
        #expect(demo.interrupt() == status)
        #expect(demo.leftovers == [])
        #expect(!FileManager.default.fileExists(atPath: demo.data))
    }
}
