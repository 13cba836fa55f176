import Foundation
import Glibc

/// Standard output and standard error, whole texts at a time.
enum StandardStreams {
    static func print(_ text: String) { write(text, to: STDOUT_FILENO) }
    static func complain(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Writes everything, or nothing more when the reader has gone away.
    static func write(_ text: String, to file: Int32) {
        var octets = Array(text.utf8)[...]
        while !octets.isEmpty {
            let count = octets.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            octets.removeFirst(count)
        }
    }
}

/// Reads standard input on a thread of its own: reading blocks, and the concurrency pool must not.
enum InputThread {
    /// - Parameter take: gets what was read, and at the end nothing.
    static func start(_ take: @escaping @Sendable ([UInt8]) -> Void) {
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = read(STDIN_FILENO, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return take([]) }
                take(Array(buffer[..<count]))
            }
        }
    }

    /// - Parameter take: gets each line without its end, as the octets that came, and at last nil.
    static func startLines(_ take: @escaping @Sendable ([UInt8]?) -> Void) {
        let pending = Pending()
        start { octets in
            guard !octets.isEmpty else {
                if !pending.octets.isEmpty { take(pending.octets) }
                return take(nil)
            }
            pending.octets += octets
            var lines = pending.octets.split(separator: 0x0A, omittingEmptySubsequences: false)
            pending.octets = lines.popLast().map(Array.init) ?? []
            for line in lines { take(Array(line)) }
        }
    }

    /// The beginning of a line; used on the thread that reads only.
    private final class Pending: @unchecked Sendable {
        var octets: [UInt8] = []
    }
}
