import Foundation
import Testing

@testable import Postgres

struct SubprocessTests {
    @Test func outputAndStatusComeBack() throws {
        let result = try Subprocess.run(["sh", "-c", "echo out; echo err >&2; exit 3"])
        #expect(result.output == "out\nerr")
        #expect(result.status == 3)
        #expect(!result.succeeded)
    }

    @Test func aSignalIsANegativeStatus() throws {
        #expect(try Subprocess.run(["sh", "-c", "kill -KILL $$"]).status == -SIGKILL)
    }

    @Test func aMissingProgramIsNamed() {
        let error = #expect(throws: ClusterError.self) { try Subprocess.run(["no-such-program"]) }
        #expect(error?.description.contains("no-such-program") == true)
    }

    @Test func onlyTheEndOfALongOutputIsKept() throws {
        let result = try Subprocess.run(["sh", "-c", "head -c 200000 /dev/zero | tr '\\0' x; echo end"])
        #expect(result.output.utf8.count <= 64 * 1024)
        #expect(result.output.hasSuffix("xend"))
    }

    @Test func aChildInheritsNoFileAndStartsInTheRootFolder() throws {
        let pipe = Pipe()
        // Without the close-on-exec mark, as a careless library would leave it.
        #expect(fcntl(pipe.fileHandleForReading.fileDescriptor, F_SETFD, 0) == 0)
        let result = try Subprocess.run(["sh", "-c", "pwd; ls /proc/$$/fd"])
        let lines = result.output.split(separator: "\n")
        #expect(lines.first == "/")
        #expect(lines.dropFirst().allSatisfy { ["0", "1", "2"].contains($0) })
    }

    @Test func aDaemonThatKeepsItsOutputOpenKeepsNobodyWaiting() throws {
        let result = try Subprocess.run(["sh", "-c", "sleep 30 & echo $!"])
        let child = try #require(pid_t(result.output))
        #expect(kill(child, SIGKILL) == 0, "the child still ran when its parent's end was reported")
    }
}
