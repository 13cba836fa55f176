/// What a client sends: a tag, a command and its parameters.
///
///     a3 SUBMIT key=k1 language=ti complexity=complex minutes=75 fallback=(video)
public struct ClientLine: Hashable, Sendable {
    /// The name that the replies to this command will carry.
    public let tag: Tag

    /// The command in upper case; a client may write it in any case.
    public let command: String

    /// In the order of the line.
    public let params: [Parameter]

    /// - Parameters:
    ///   - tag: the name for the replies.
    ///   - command: a letter, then letters, digits or `-`; upper-cased here.
    ///   - params: the parameters in the order in which they are sent.
    public init(tag: Tag, command: String, params: [Parameter] = []) {
        self.tag = tag
        if command.utf8.contains(where: \.isLower) {
            self.command = String(decoding: command.utf8.map(\.uppered), as: UTF8.self)
        } else {
            self.command = command
        }
        self.params = params
    }

    /// The values without a name, in order.
    public var positional: [Value] { params.positional }

    /// The value named `key` (in lower case), if it was given.
    public subscript(key: String) -> Value? { params.value(key) }
}
