import Simulation
import Testing

@Suite struct StudentTTests {
    /// Degrees of freedom, and the two-sided quantiles at 90, 95 and 99 % (tables of the distribution, to ten digits).
    static let table: [(Int, [Double])] = [
        (1, [6.313_751_514_7, 12.706_204_736_2, 63.656_741_162_9]),
        (2, [2.919_985_580_4, 4.302_652_729_7, 9.924_843_200_9]),
        (3, [2.353_363_434_8, 3.182_446_305_3, 5.840_909_309_7]),
        (4, [2.131_846_786_3, 2.776_445_105_2, 4.604_094_871_3]),
        (5, [2.015_048_373_3, 2.570_581_835_6, 4.032_142_983_6]),
        (6, [1.943_180_280_5, 2.446_911_851_1, 3.707_428_021_3]),
        (7, [1.894_578_605_1, 2.364_624_251_6, 3.499_483_297_4]),
        (8, [1.859_548_037_5, 2.306_004_135_2, 3.355_387_331_3]),
        (9, [1.833_112_932_7, 2.262_157_162_8, 3.249_835_541_6]),
        (10, [1.812_461_122_8, 2.228_138_852_0, 3.169_272_672_6]),
        (15, [1.753_050_355_7, 2.131_449_545_6, 2.946_712_883_5]),
        (19, [1.729_132_811_5, 2.093_024_054_4, 2.860_934_606_5]),
        (20, [1.724_718_242_9, 2.085_963_447_3, 2.845_339_709_8]),
        (29, [1.699_127_026_5, 2.045_229_642_1, 2.756_385_903_7]),
        (30, [1.697_260_886_6, 2.042_272_456_3, 2.749_995_653_6]),
        (60, [1.670_648_864_9, 2.000_297_822_0, 2.660_283_028_9]),
        (100, [1.660_234_326_1, 1.983_971_518_5, 2.625_890_521_4]),
        (120, [1.657_650_899_4, 1.979_930_405_1, 2.617_421_145_1]),
        (999, [1.646_380_345_4, 1.962_341_461_1, 2.580_759_637_3]),
        (10_000, [1.645_006_018_1, 1.960_201_239_9, 2.576_321_046_7]),
        (100_001, [1.644_868_864_6, 1.959_987_707_3, 2.575_878_469_4]),
    ]

    @Test(arguments: table) func `quantiles are those of the tables`(degreesOfFreedom: Int, quantiles: [Double]) {
        for (confidence, expected) in zip([0.9, 0.95, 0.99], quantiles) {
            #expect(abs(StudentT.quantile(confidence: confidence, degreesOfFreedom: degreesOfFreedom) - expected) < 1e-7)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 7, 10, 33, 400, 10_001], [0.01, 0.5, 0.9, 0.999, 0.999_999])
    func `the probability within a quantile is what was asked for`(degreesOfFreedom: Int, confidence: Double) {
        let t = StudentT.quantile(confidence: confidence, degreesOfFreedom: degreesOfFreedom)
        #expect(abs(StudentT.probability(within: t, degreesOfFreedom: degreesOfFreedom) - confidence) < 1e-12)
    }

    @Test func `outside of what makes sense the quantile is 0 or without bound`() {
        #expect(StudentT.quantile(confidence: 0, degreesOfFreedom: 3) == 0)
        #expect(StudentT.quantile(confidence: 1, degreesOfFreedom: 3) == .infinity)
        #expect(StudentT.quantile(confidence: 0.95, degreesOfFreedom: 0) == .infinity)
    }
}
