import NIOCore
import RandomTestSupport
import Testing
import Wire

@Suite struct RoundTripTests {
    static let seeds: [UInt64] = Array(1...10)

    @Test(arguments: seeds) func aClientLineIsReadBackAsItWasWritten(_ seed: UInt64) throws {
        var lines = RandomLines(seed: seed)
        for _ in 0..<250 {
            let line = lines.clientLine()
            var buffer = ByteBuffer()
            do throws(WireProblem) {
                try line.encode(into: &buffer)
            } catch {
                #expect(error.status == .lineTooLong)
                continue
            }
            let found = frames(of: Array(buffer.readableBytesView))
            #expect(found.count == 1)
            guard case .line(let octets) = found.first else { continue }
            #expect(try ClientLine.parse(octets) == line)
        }
    }

    @Test(arguments: seeds) func aServerLineIsReadBackAsItWasWritten(_ seed: UInt64) throws {
        var lines = RandomLines(seed: seed)
        for _ in 0..<250 {
            let line = lines.serverLine()
            var buffer = ByteBuffer()
            line.encode(into: &buffer)
            let found = frames(of: Array(buffer.readableBytesView), reading: .server)
            #expect(found.count == 1)
            guard case .line(let octets) = found.first else { continue }
            #expect(try ServerLine.parse(octets) == line)
        }
    }

    @Test(arguments: seeds) func howTheStreamIsCutMakesNoDifference(_ seed: UInt64) {
        var lines = RandomLines(seed: seed)
        var stream: [UInt8] = []
        for _ in 0..<30 { stream += Self.damaged(lines.clientLine(), by: &lines.random) }
        var limits = Limits.standard
        limits.line = 120
        for source in [Framer.Source.client, .server] {
            let whole = frames(of: stream, reading: source, limits: limits)
            for size in [1, 2, 13] {
                #expect(frames(of: stream, inPiecesOf: size, reading: source, limits: limits) == whole)
            }
        }
    }

    @Test(arguments: seeds) func noDamageToALineHarmsTheReader(_ seed: UInt64) throws {
        var lines = RandomLines(seed: seed)
        for _ in 0..<250 {
            for case .line(let octets) in frames(of: Self.damaged(lines.clientLine(), by: &lines.random)) {
                switch problem(of: { () throws(WireProblem) in try ClientLine.parse(octets) }) {
                case nil: break
                case let found?: #expect(try ServerLine.parse(found.reply.description) == found.reply)
                }
            }
        }
    }

    /// The line as it is sent, with some of its octets changed, doubled or dropped.
    private static func damaged(_ line: ClientLine, by random: inout Seeded) -> [UInt8] {
        var octets = Array("\(line)\r\n".utf8)
        let awkward = Array("\"\\{}()= \r\n\t19k\u{85}".utf8)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            guard let place = octets.indices.randomElement(using: &random) else { break }
            switch Int.random(in: 0..<3, using: &random) {
            case 0: octets[place] = awkward.randomElement(using: &random) ?? 0
            case 1: octets.insert(octets[place], at: place)
            default: octets.remove(at: place)
            }
        }
        return octets
    }
}
