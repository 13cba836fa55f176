import Interpreting
import Matching
import Rules

/// Who can do a job, who does it best, and what filling it is worth.
extension Decision {
    static let matching = [
        Decision("the matcher's soft costs", ["matching.yaml"]) { book in
            var bench = try Bench(book, minutes: 35)
            bench.job.gender = .female
            bench.job.caseReference = "f3"
            bench.job.dialect = "syrian"
            bench.job.openPools = [AgencyCode("amal")]
            let other = Competence(language: LanguageTag("tr"), level: .certified)
            let own = Competence(language: bench.job.language, level: .certified)
            var people = [
                bench.person(1), bench.person(2) { $0.home = MunicipalityCode(38_008) }, bench.person(3) { $0.gender = .male },
                bench.person(4) { $0.pools = [AgencyCode("amal")] }, bench.person(5) { $0.competences = [other, own] },
                bench.person(6) { $0.competences = [Competence(language: LanguageTag("acm"), level: .certified)] },
                bench.person(7), bench.person(8), bench.person(9),
                bench.person(10) { $0.competences = [Competence(language: own.language, level: .certified, dialects: ["syrian"])] },
            ]
            people[6].isContinuity = true
            people[7].recentMinutes = 2_400
            people[8].shadowPrice = 100
            return bench.told(people)
        },
        Decision("the matcher's constraints", ["matching.yaml"]) { book in
            var bench = try Bench(book)
            bench.job.gender = .female
            bench.job.genderIsRequired = true
            bench.job.exhausted = [InterpreterID(8)]
            bench.job.excluded = [InterpreterID(9)]
            let talk = bench.job.talk
            var people = [
                bench.person(1) { $0.isActive = false }, bench.person(2) { $0.competences = [] },
                bench.person(3) { $0.competences = [Competence(language: LanguageTag("acm"), level: .trained)] },
                bench.person(4) { $0.modalities = [.video] }, bench.person(5) { $0.pools = [] },
                bench.person(6) { $0.gender = .male }, bench.person(7) { $0.maximumKilometres = 1 }, bench.person(8), bench.person(9),
                bench.person(10) { $0.maximumMinutesPerDay = 30 }, bench.person(11) { $0.maximumMinutesPerWeek = 30 },
                bench.person(12), bench.person(13), bench.person(14), bench.person(15),
                bench.person(16) { $0.competences = [Competence(language: bench.job.language, level: .trained)] },
            ]
            people[11].windows = []
            people[12].absences = [talk]
            people[13].commitments = [bench.commitment(9, talk.start, minutes: 30, .video)]
            people[14].offers = [talk]
            var told = bench.told(people)
            bench.job.isOnDemand = true
            bench.job.modality = .telephone
            told += bench.told([bench.person(17)])
            bench.job.isOnDemand = false
            bench.job.modality = .onsite
            bench.now = talk.start - .minutes(5)
            return told + bench.told([bench.person(18)])
        },
        Decision("a plan of three priorities", ["matching.yaml"]) { book in
            let bench = try Bench(book)
            let questions = Priority.allCases.enumerated().map { number, priority in
                var job = bench.job.moved(to: bench.job.talk.start + .hours(3 * number))
                job.priority = priority
                return Horizon.Question(id: RequestID(Int64(number) + 1), job: job)
            }
            return questions.map { question in
                let horizon = Horizon(
                    basis: HorizonPlan.Basis(at: bench.now, head: 1), questions: [question], candidates: [bench.person(1)])
                let plan = HorizonPlanner(horizon, matcher: bench.matcher).run(.steps(20))
                return "\(plan.value) \(plan.proposals.map(\.points))"
            }
        },
    ]
}
