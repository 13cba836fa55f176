import Dispatching
import NIOCore
import Wire

/// The whole reply to one command as octets, cut into pieces between its rows. While it waits for its turn it takes up no more room
/// than it has octets; its rows would take several times as much.
public struct WrittenAnswer: Sendable {
    /// Octets after which a piece ends with the row: they fit into 16,384 with a row of common length.
    static let piece = 15_000

    let status: Status
    private var pieces: CircularBuffer<ByteBuffer>

    fileprivate init(_ answer: Answer, tag: Tag, limits: Limits) {
        status = answer.status
        pieces = CircularBuffer(initialCapacity: 1)
        var piece = ByteBuffer()
        for row in answer.rows {
            row.encode(as: tag, into: &piece, limits: limits)
            guard piece.readableBytes >= Self.piece else { continue }
            pieces.append(piece)
            piece = ByteBuffer()
        }
        ServerLine.answer(tag, status, text: answer.text).encode(into: &piece, limits: limits)
        pieces.append(piece)
    }

    /// Everything was taken.
    var isEmpty: Bool { pieces.isEmpty }

    mutating func takePiece() -> ByteBuffer? { pieces.popFirst() }
}

/// Writes the answer to one costly query beside its session, on whichever thread has found it: hundreds of rows take longer than most
/// decisions, and a session shares its thread with others.
public struct AnswerWriter: Sendable {
    let tag: Tag
    let limits: Limits

    public func write(_ reply: Reply) -> WrittenAnswer { WrittenAnswer(Answer(reply), tag: tag, limits: limits) }
}
