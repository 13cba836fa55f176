import Dispatching
import Interpreting
import Matching
import Rules

/// How interpreters are asked, and when the requester hears.
extension Decision {
    /// Forty who could, ranked.
    private static let peers = Result {
        let bench = try Bench(RuleSources.book())
        return (bench: bench, ranked: bench.matcher.shortlist(bench.job, (1...40).map { bench.person($0) }, at: bench.now))
    }

    /// Until the start, around the borders of the rows.
    private static let hours = [0, 1, 2, 3, 12, 23, 24, 30, 48, 71, 72, 100, 167, 168, 240]

    static let offers = [
        Decision("waves", ["offers.yaml"]) { book in
            let (bench, ranked) = try peers.get()
            var told: [String] = []
            for hour in hours {
                for modality in Modality.allCases {
                    for wave in 0...3 {
                        let need = Need(
                            language: bench.job.language, complexity: .complex, minutes: 60, start: bench.now + .hours(hour),
                            place: bench.job.place)
                        let request = Request(
                            id: Identifier(1), organisation: Identifier(1), establishment: Identifier(1), agency: bench.job.agency,
                            requestedBy: Identifier(1), need: need, modality: modality, rule: "", submittedAt: bench.now,
                            answerBy: bench.now + .days(60), chance: 1, progress: Progress(waves: wave))
                        let next = WavePolicy().nextWave(
                            OfferSituation(
                                request: request, modality: modality, eligible: ranked, now: bench.now,
                                deadline: request.answerBy, rules: book.offers))
                        told.append("\(hour) h \(modality.rawValue) wave \(wave): \(next.offers.count)")
                    }
                }
            }
            return told
        },
        Decision("how long offers are open", ["offers.yaml"], keys: ["lead-from", "modalities", "expire-after"]) { book in
            let counter = try Counter(book)
            _ = counter.interpreter()
            let school = counter.requester()
            let talks: [(Complexity, Int)] = [(.practical, 15), (.complex, 15), (.complex, 75)]
            for hour in hours {
                for talk in talks {
                    let start = book.calendar.zone.text(counter.now + .hours(hour) + .minutes(45))
                    counter.give(.submit(Submit(language: "ti", complexity: talk.0, minutes: talk.1, start: start)), as: school)
                    counter.give(.cancel(counter.lastRequest, expected: nil, reason: nil), as: school)
                }
            }
            return counter.told
        },
        Decision("SUBMIT by lead time", ["offers.yaml"]) { book in
            let counter = try Counter(book, at: "2026-11-23T09:46")
            _ = counter.interpreter()
            let school = counter.requester()
            let starts = [
                "now", "2026-11-23T09:51", "2026-11-23T09:56", "2026-11-23T10:01", "2026-11-23T10:30", "2026-11-23T10:46",
                "2026-11-23T11:30", "2026-11-23T12:46", "2026-11-23T13:46", "2026-11-23T17:30", "2026-11-24T09:46", "2026-11-24T15:00",
                "2026-11-30T10:00", "2027-01-04T10:00", "2027-06-01T10:00",
            ]
            for start in starts {
                counter.give(.submit(Submit(language: "ti", complexity: .practical, minutes: 45, start: start)), as: school)
            }
            return counter.told
        },
        Decision("the chance by modality, planned and on duty", ["offers.yaml"]) { book in
            let counter = try Counter(book)
            let tolk = counter.interpreter()
            counter.give(.onDuty(modalities: [.telephone, .video], until: nil), as: tolk)
            let school = counter.requester()
            let talks: [(Complexity, Int)] = [(.practical, 15), (.complex, 15), (.complex, 90)]
            for (number, talk) in talks.enumerated() {
                counter.give(
                    .submit(Submit(language: "ti", complexity: talk.0, minutes: talk.1, start: "2026-11-2\(4 + number)T10:00")), as: school)
            }
            for talk in talks.prefix(2) {
                counter.give(.submit(Submit(language: "ti", complexity: talk.0, minutes: talk.1, start: "now")), as: school)
                counter.give(.cancel(counter.lastRequest, expected: nil, reason: nil), as: school)
            }
            return counter.told
        },
        Decision("duty of whoever does not answer, and of whoever is gone", ["offers.yaml"]) { book in
            let counter = try Counter(book)
            let school = counter.requester()
            let tolk = counter.interpreter()
            counter.give(.onDuty(modalities: [.telephone], until: nil), as: tolk)
            for _ in 0..<5 {
                counter.give(.submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")), as: school)
                counter.pass(.minutes(4))
            }
            counter.give(.onDuty(modalities: [.telephone], until: nil), as: tolk)
            let before = counter.told
            counter.lose(tolk)
            return before + counter.watch(36, of: .seconds(5))
        },
        Decision("asking in the evening, at night and on a Sunday", ["offers.yaml"]) { book in
            var told: [String] = []
            // A Saturday evening, a night from Sunday to Monday, an early Monday, a Monday evening.
            for moment in ["2026-11-21T20:30", "2026-11-23T00:30", "2026-11-23T07:10", "2026-11-23T18:40", "2026-11-23T20:40"] {
                let counter = try Counter(book, at: moment)
                let sleeper = counter.interpreter()
                let awake = counter.interpreter()
                counter.give(.changeInterpreter(Identifier(2), InterpreterProfile(mayBeWoken: true), expected: nil))
                let school = counter.requester()
                for (start, priority) in [
                    ("2026-11-24T09:30", Priority.normal), ("2026-11-24T11:00", .high), ("2026-11-24T10:30", .urgent),
                    ("2026-11-26T10:00", .normal), ("2026-11-26T11:00", .urgent), ("2026-12-04T10:00", .normal),
                    ("2026-12-04T11:00", .high), ("2026-12-04T12:00", .urgent),
                ] {
                    var submit = Submit(language: "ti", complexity: .practical, minutes: 20, start: start)
                    submit.priority = priority
                    counter.give(.submit(submit), as: school)
                }
                told += counter.told + counter.watch(24, of: .hours(1))
                _ = (sleeper, awake)
            }
            return told
        },
        Decision("whoever does not answer", ["offers.yaml", "matching.yaml"]) { book in
            var told: [String] = []
            for start in ["2026-11-23T11:30", "2026-11-23T17:30", "2026-11-25T09:30", "2026-12-04T10:00"] {
                let counter = try Counter(book)
                _ = counter.interpreter()
                _ = counter.interpreter()
                let school = counter.requester()
                counter.give(.submit(Submit(language: "ti", complexity: .practical, minutes: 20, start: start)), as: school)
                told += counter.told + counter.watch(96, of: .minutes(30)) + counter.watch(80, of: .hours(3))
            }
            return told
        },
        Decision("ringing", ["offers.yaml"]) { book in
            let counter = try Counter(book)
            for _ in 0..<5 {
                let tolk = counter.interpreter()
                counter.give(.onDuty(modalities: [.telephone], until: nil), as: tolk)
            }
            let school = counter.requester()
            counter.give(.submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")), as: school)
            counter.pass(.minutes(10))
            return counter.told
        },
    ]
}
