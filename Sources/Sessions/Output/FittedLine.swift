import Dispatching
import NIOCore
import Wire

/// A subject and fields as the parameters of one line that never breaks the limits of a line, whatever the fields hold: texts
/// are cut at a character and end in `…`, lists are cut short, and at last fields are left out from the end.
struct FittedLine {
    let subject: String
    let fields: [Field]
    let limits: Limits

    /// How much of a text and of a list is kept, tried in this order until the line fits.
    private static let cuts: [(octets: Int, items: Int)] = [(Limits.inlineText, 1_024), (256, 256), (64, 64), (16, 16)]

    /// Appends the line that `make` makes of the parameters.
    func encode(into buffer: inout ByteBuffer, make: ([Parameter]) -> ServerLine) {
        let begin = buffer.writerIndex
        for cut in Self.cuts {
            make(parameters(octets: cut.octets, items: cut.items)).encode(into: &buffer, limits: limits)
            if buffer.writerIndex - begin <= limits.serverLine { return }
            buffer.moveWriterIndex(to: begin)
        }
        var parameters = parameters(octets: 16, items: 16)
        while !parameters.isEmpty {
            parameters.removeLast()
            make(parameters).encode(into: &buffer, limits: limits)
            if buffer.writerIndex - begin <= limits.serverLine { return }
            buffer.moveWriterIndex(to: begin)
        }
    }

    private func parameters(octets: Int, items: Int) -> [Parameter] {
        var parameters: [Parameter] = []
        parameters.reserveCapacity(fields.count + 1)
        if !subject.isEmpty { parameters.append(Parameter(value: Value(subject.cut(to: octets)))) }
        for field in fields.prefix(limits.parameters - parameters.count) {
            switch field.value {
            case .text(let text): parameters.append(Parameter(field.name, Value(text.cut(to: octets))))
            case .list(let texts):
                let kept = texts.prefix(items).map { $0.cut(to: octets) }
                parameters.append(Parameter(field.name, Value(kept + (texts.count > items ? ["…"] : []))))
            }
        }
        return parameters
    }
}

extension String {
    /// At most `limit` octets of UTF-8, cut at a character; `…` tells that something is missing.
    fileprivate func cut(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var room = limit - "…".utf8.count
        let kept = prefix { character in
            room -= character.utf8.count
            return room >= 0
        }
        return kept + "…"
    }
}
