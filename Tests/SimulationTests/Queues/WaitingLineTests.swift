@testable import Simulation
import Testing

@Suite struct WaitingLineTests {
    @Test func `customers leave in the order in which they came, however long the line grows`() {
        var luck = RandomStream(seed: 3, "waiting line test")
        var line = WaitingLine()
        var waiting: [Double] = []
        for step in 0..<4_000 {
            if luck.chance(step < 2_000 ? 0.55 : 0.4) {
                line.append(Double(step))
                waiting.append(Double(step))
            } else {
                #expect(line.popFirst() == (waiting.isEmpty ? nil : waiting.removeFirst()))
            }
            #expect(line.count == waiting.count)
        }
    }
}
