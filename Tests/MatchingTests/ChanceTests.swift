import Matching
import Testing

struct ChanceTests {
    @Test(arguments: [(0, 50, 0), (3, 0, 0), (1, 50, 50), (2, 50, 75), (3, 50, 87), (5, 30, 83), (1, 100, 99), (200, 60, 99), (1, 1, 1)])
    func itIsTheChanceThatOneOfThemAccepts(_ count: Int, _ percent: Int, _ chance: Int) {
        #expect(Chance.ofSuccess(eligibleCount: count, acceptancePercent: percent) == chance)
    }

    @Test func itGrowsWithEveryFurtherInterpreterAndNeverPromisesCertainty() {
        for percent in 1...100 {
            var last = 0
            for count in 1...60 {
                let chance = Chance.ofSuccess(eligibleCount: count, acceptancePercent: percent)
                #expect(chance >= last)
                #expect((1...99).contains(chance))
                last = chance
            }
        }
    }

    @Test func theRuleBookSaysHowOftenPeopleAccept() throws {
        let setting = try Setting()
        #expect(setting.matcher.chance(setting.job, eligibleCount: 2) == 75)
    }
}
