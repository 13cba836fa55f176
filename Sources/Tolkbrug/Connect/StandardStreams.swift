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

    /// - Parameter take: gets each line without its end, and at last nil.
    static func startLines(_ take: @escaping @Sendable (String?) -> Void) {
        Thread.detachNewThread {
            while let line = readLine() { take(line) }
            take(nil)
        }
    }
}
