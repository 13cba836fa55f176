import NIOCore
import Wire

/// Every frame of `stream`, fed in pieces of `size` octets (all at once by default).
func frames(
    of stream: [UInt8], inPiecesOf size: Int = .max, reading source: Framer.Source = .client, limits: Limits = .standard
) -> [Frame] {
    var framer = Framer(reading: source, limits: limits)
    var found: [Frame] = []
    var index = 0
    while index < stream.count {
        let end = size < stream.count - index ? index + size : stream.count
        var piece = ByteBuffer(bytes: stream[index..<end])
        framer.append(&piece)
        while let frame = framer.next() { found.append(frame) }
        index = end
    }
    return found
}

func frames(of stream: String, reading source: Framer.Source = .client, limits: Limits = .standard) -> [Frame] {
    frames(of: Array(stream.utf8), reading: source, limits: limits)
}

/// The frame of a line without its line end.
func line(_ text: String) -> Frame { .line(Array(text.utf8)) }

/// The problem that `body` ends in; nothing when it succeeds.
func problem(of body: () throws(WireProblem) -> some Any) -> WireProblem? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
