import Interpreting
import Testing

@testable import Service

@Suite struct KeyValueLogTests {
    @Test func anEventIsOneLineOfKeysAndValues() {
        let line = KeyValueLog.line(
            at: Timestamp(seconds: 0), level: .info, message: "lease won",
            ["epoch": "7", "reason": "a \"b\"\nc\u{1B}[31m", "empty": ""])
        #expect(line == "time=1970-01-01T00:00:00Z level=info event=\"lease won\" empty=\"\" epoch=7 reason=\"a \\\"b\\\"\\nc?[31m\"\n")
    }
}
