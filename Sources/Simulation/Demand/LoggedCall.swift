import Interpreting

/// One line of a log of interpreted conversations.
public struct LoggedCall: Hashable, Sendable {
    /// Line in the file, from 1.
    public var line: Int
    /// When the conversation began.
    public var start: Timestamp
    /// When it was asked for; nil when the log does not say.
    public var asked: Timestamp?
    /// As the log calls it.
    public var languageName: String
    /// BCP 47; nil when it is none of the service's languages.
    public var language: String?
    public var minutes: Int
    public var modality: Modality?
    public var complexity: Complexity?
    /// NIS code.
    public var place: String?
    public var cancelled: Bool
}
