import Dispatching
import Interpreting
import NIOCore
import Wire

/// A subject and fields as the parameters of one line that never breaks the limits of a line, whatever the fields hold: texts
/// are cut at a character and end in `…`, lists are cut short, and at last fields are left out from the end.
struct FittedLine {
    let subject: String
    let fields: [Field]
    /// After them.
    var last: Field?
    let limits: Limits

    /// How much of a text and of a list is kept.
    private struct Cut {
        let octets: Int
        let items: Int
    }

    /// Tried in this order until the line fits. The first leaves the longest note whole: a character has four octets at most.
    private static let cuts = [
        Cut(octets: 4 * Need.noteLimit, items: 1_024), Cut(octets: 256, items: 256), Cut(octets: 64, items: 64), least,
    ]
    private static let least = Cut(octets: 16, items: 16)

    /// Appends the line that begins as `begin` does.
    func encode(into buffer: inout ByteBuffer, begin: () -> LineComposer) {
        for cut in Self.cuts where write(cut, count: .max, into: &buffer, begin) { return }
        for count in (0..<fields.count + 2).reversed() where write(Self.least, count: count, into: &buffer, begin) { return }
    }

    /// - Parameter count: of parameters, at most.
    /// - Returns: whether the line fits; nothing was written if not.
    private func write(_ cut: Cut, count: Int, into buffer: inout ByteBuffer, _ begin: () -> LineComposer) -> Bool {
        var line = begin()
        var room = min(count, limits.parameters)
        if !subject.isEmpty, room > 0 {
            line.add(subject.cut(to: cut.octets))
            room -= 1
        }
        for field in fields.prefix(room) { put(field, cut, into: &line) }
        if let last, fields.count < room { put(last, cut, into: &line) }
        guard line.count <= limits.serverLine else { return false }
        line.end(into: &buffer)
        return true
    }

    private func put(_ field: Field, _ cut: Cut, into line: inout LineComposer) {
        switch field.value {
        case .text(let text): line.add(text.cut(to: cut.octets), as: field.name)
        case .list(let texts):
            let kept = texts.prefix(cut.items).map { $0.cut(to: cut.octets) }
            line.add(texts.count > cut.items ? kept + ["…"] : kept, as: field.name)
        }
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
