import Simulation
import Testing

@Suite struct DurationHistogramTests {
    private func histogram(_ seconds: [Double]) -> DurationHistogram {
        var histogram = DurationHistogram()
        for duration in seconds { histogram.add(duration) }
        return histogram
    }

    @Test(arguments: [0.01, 0.1, 0.5, 0.9, 0.999]) func `quantiles are right to 2 and a half percent`(share: Double) throws {
        let quantile = try #require(histogram((1...100_000).map { Double($0) / 10 }).quantile(share))
        #expect(abs(quantile / (share * 10_000) - 1) < 0.026)
    }

    @Test func `the mean is exact`() {
        #expect(histogram([1, 2, 9]).mean == 4)
        #expect(histogram([1, 2, 9]).count == 3)
    }

    @Test func `two added are one of both, whichever is longer`() {
        let (short, long) = ([0.25, 3, 3.5], [0.125, 5, 500, 40])
        #expect(histogram(short) + histogram(long) == histogram(short + long))
        #expect(histogram(long) + histogram(short) == histogram(long + short))
    }

    @Test func `of nothing there is nothing to say`() {
        let nothing = DurationHistogram()
        #expect(nothing.mean == nil)
        #expect(nothing.quantile(0.5) == nil)
    }
}
