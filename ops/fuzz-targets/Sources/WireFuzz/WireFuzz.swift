import CLibFuzzer
import Glibc
import NIOCore
import Wire

@main
enum WireFuzz {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments) { start, count in
            fuzz(UnsafeBufferPointer(start: start, count: count))
            return 0
        })
    }
}

/// The first octet of an input chooses the limits and whose lines are read, the second how the stream is cut, the rest is
/// the stream.
private func fuzz(_ input: UnsafeBufferPointer<UInt8>) {
    guard input.count > 2 else { return }
    let source: Framer.Source = input[0] & 1 == 0 ? .client : .server
    let limits = limits(areSmall: input[0] & 2 != 0)
    let stream = Array(input.dropFirst(2))

    let whole = frames(of: stream, inPiecesOf: stream.count, reading: source, limits: limits)
    let pieces = frames(of: stream, inPiecesOf: 1 + Int(input[1] % 16), reading: source, limits: limits)
    demand(whole == pieces, "the frames depend on how the stream was cut")

    for case .line(let line) in whole {
        checkFraming(of: line, reading: source, limits: limits)
        checkClientLine(line, limits: limits)
        checkServerLine(line, limits: limits)
    }
}

/// A line is framed again as itself.
private func checkFraming(of line: [UInt8], reading source: Framer.Source, limits: Limits) {
    // A carriage return before the line feed would now belong to the line end.
    guard line.last != 0x0D else { return }
    let again = frames(of: line + [0x0A], inPiecesOf: 4_096, reading: source, limits: limits)
    demand(again == [.line(line)], "a line is not framed as itself")
}

/// What is read is written so that it is read again; what is refused is answered with a readable line.
private func checkClientLine(_ octets: [UInt8], limits: Limits) {
    do throws(WireProblem) {
        let line = try ClientLine.parse(octets, limits: limits)
        var buffer = ByteBuffer()
        do throws(WireProblem) {
            try line.encode(into: &buffer, limits: limits)
        } catch {
            // Another spelling of the same values may be longer.
            demand(error.status == .lineTooLong || error.status == .literalTooLong, "an accepted line cannot be sent: \(error.text)")
            return
        }
        let found = frames(of: Array(buffer.readableBytesView), inPiecesOf: 4_096, reading: .client, limits: limits)
        guard found.count == 1, case .line(let again) = found[0] else { fatalError("a written line is not one line") }
        demand(try ClientLine.parse(again, limits: limits) == line, "a written line is not read as itself")
    } catch {
        checkServerLine(Array(error.reply.description.utf8), limits: .standard)
    }
}

private func checkServerLine(_ octets: [UInt8], limits: Limits) {
    do throws(WireProblem) {
        let line = try ServerLine.parse(octets, limits: limits)
        var buffer = ByteBuffer()
        line.encode(into: &buffer, limits: limits)
        let found = frames(of: Array(buffer.readableBytesView), inPiecesOf: 4_096, reading: .server, limits: limits)
        demand(found.count == 1, "a written line is not one line")
        guard case .line(let again) = found[0] else { return }
        demand(try ServerLine.parse(again, limits: limits) == line, "a written line is not read as itself")
    } catch {
        demand(!error.text.isEmpty, "a refusal without a reason")
    }
}

private func frames(of stream: [UInt8], inPiecesOf size: Int, reading source: Framer.Source, limits: Limits) -> [Frame] {
    var framer = Framer(reading: source, limits: limits)
    var found: [Frame] = []
    for begin in stride(from: 0, to: stream.count, by: size) {
        var piece = ByteBuffer(bytes: stream[begin..<min(begin + size, stream.count)])
        framer.append(&piece)
        while let frame = framer.next() { found.append(frame) }
    }
    return found
}

/// The standard limits, or limits that short inputs reach. Texts of replies are not cut, so that they can be compared.
private func limits(areSmall: Bool) -> Limits {
    var limits = Limits.standard
    limits.replyText = limits.serverLine
    guard areSmall else { return limits }
    limits.line = 64
    limits.serverLine = 64
    limits.literal = 32
    limits.listDepth = 2
    limits.parameters = 4
    return limits
}

private func demand(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}
