import Foundation
import Interpreting
import Logging

/// Logs on standard error, one line for each event: `time=… level=info event="…" key=value …`.
///
/// What goes in is chosen with care elsewhere: verbs, statuses, identifiers, addresses; never lines, notes or secrets.
public struct KeyValueLog: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level

    public init(level: Logger.Level) { logLevel = level }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var all = metadata.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { all["error"] = "\(error)" }
        let line = KeyValueLog.line(at: SystemClock().now(), level: event.level, message: "\(event.message)", all)
        // One write for each line keeps lines of several threads apart.
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }

    static func line(at time: Timestamp, level: Logger.Level, message: String, _ metadata: Logger.Metadata) -> String {
        var text = "time=\(utc: time) level=\(level.rawValue) event=\(quoted(message))"
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { text += " \(key)=\(quoted("\(value)"))" }
        return text + "\n"
    }

    /// In double quotes when it is not one plain word; controls never reach the terminal.
    private static func quoted(_ text: String) -> String {
        let plain = !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F && $0 != "\"" && $0 != "=" }
        if plain { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            default:
                if scalar.properties.generalCategory == .control { result += "?" } else { result.unicodeScalars.append(scalar) }
            }
        }
        return result + "\""
    }
}
