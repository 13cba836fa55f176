import Interpreting

extension DayScenario {
    /// The same day for the simulator: its questions are asked as they are written down, in every replication.
    ///
    /// Interpreters have the day's hours on every day of the week, so that what is asked for the days after it can be planned.
    public func scenario(calendar: ServiceCalendar) -> Scenario {
        let sigma = Double(sigmaPercent) / 100
        func answering(_ behaviour: Behaviour) -> Simulation.Behaviour.Answering {
            Simulation.Behaviour.Answering(
                accept: Double(behaviour.accept) / 100, decline: Double(behaviour.decline) / 100,
                medianSeconds: behaviour.medianSeconds, sigma: sigma)
        }
        let inquiries = questions.map { inquiry($0, zone: calendar.zone) }
        let first = date
        return Scenario(
            name: name, question: "Does every one of \(questions.count) requests come to a name or an honest no, and to which?",
            expects: "About four in five filled, telephone more often than on site, rare languages least.", seed: seed, start: date,
            days: 1, hosts: hosts, people: people.map(person),
            behaviour: Simulation.Behaviour(ring: answering(ring), remote: answering(remote), onsite: answering(onsite)),
            inquiries: ListedInquiries(inquiries) { calendar.local($0.at).date.dayNumber - first.dayNumber })
    }

    private func inquiry(_ question: Question, zone: ZoneTable) -> Inquiry {
        var inquiry = Inquiry(
            at: question.submitted, host: question.host, language: question.language, complexity: question.complexity,
            minutes: question.minutes, start: question.start == "now" ? nil : try? Timestamp.parse(question.start, in: zone),
            place: question.place, fallback: question.fallback, priority: question.priority, gender: question.gender,
            cancelAfter: question.cancelAfter)
        inquiry.origin = "requests.csv:\(question.line)"
        return inquiry
    }

    private func person(_ person: Person) -> Simulation.Person {
        func weekly(_ from: String, _ until: String) -> [WeeklyStretch] {
            guard let begin = ClockText.minutes(from), let end = ClockText.minutes(until), begin < end else { return [] }
            return (1...7).map { WeeklyStretch(weekday: $0, from: begin, until: end) }
        }
        return Simulation.Person(
            name: person.name, gender: person.gender, home: person.home, modalities: person.modalities, pools: person.pools,
            languages: person.languages, hours: weekly(person.from, person.until),
            duty: person.duty.map { weekly($0.from, $0.until) } ?? [])
    }
}
