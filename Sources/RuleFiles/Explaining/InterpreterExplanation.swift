import Interpreting
import Rules

/// The part of an explanation that depends on where and when: agency, length, cancellation, journey and price.
struct InterpreterExplanation {
    let question: ResolvedQuestion
    let book: RuleBook
    let advice: ModalityAdvice
    private var modality: Modality { advice.modality }

    init(question: ResolvedQuestion, book: RuleBook, advice: ModalityAdvice) {
        (self.question, self.book, self.advice) = (question, book, advice)
    }

    func agency() -> RuleExplanation.Section? {
        guard let place = question.place, let ruling = book.agencies.agency(serving: place.code) else { return nil }
        let name = book.agencies.agency(ruling.value)?.name ?? ""
        let line = "\(ruling.value) \(name), for establishments in \(place.dutch) (\(place.code))"
        return RuleExplanation.Section(title: "agency", lines: [line] + RuleExplanation.because(ruling.rule))
    }

    /// Nil when one interpreter can do it.
    private var division: Ruling<Division>? {
        book.division(
            minutes: question.minutes, modality: modality, complexity: question.complexity, circumstances: question.circumstances)
    }

    /// What to book instead of what is too long for one interpreter.
    func alone() -> RuleExplanation.Section? {
        guard let ruling = division else { return nil }
        // What is too long so is no alternative any more.
        let names = advice.alternatives.map(RuleExplanation.name)
        let others = names.isEmpty ? "" : ", or \(names.joined(separator: " or ")) with consent given"
        let line = "too long for one interpreter, at most \(ruling.value.limit) minutes \(RuleExplanation.name(modality)): "
            + ruling.value.advice + others
        return RuleExplanation.Section(title: "length", lines: [line] + RuleExplanation.because(ruling.rule))
    }

    func cancellation() -> RuleExplanation.Section? {
        guard let start = question.start else { return nil }
        let free = book.cancellation.freeUntil(start: start, calendar: book.calendar)
        let line = "free until \(text(free.value)) (\(book.calendar.local(free.value).date.weekday.name))"
        return RuleExplanation.Section(title: "cancellation", lines: [line] + RuleExplanation.because(free.rule))
    }

    func journey() -> RuleExplanation.Section? {
        guard let from = question.from, let place = question.place, let start = question.start else { return nil }
        let title = "journey"
        let local = book.calendar.local(start)
        let metres = book.travel.metres(from: from.code, to: place.code) ?? 0
        guard let least = book.travel.wholeMinutes(from: from.code, to: place.code, arriving: local),
            let journey = book.travel.journey(from: from.code, to: place.code, departing: local.adding(minutes: -least))
        else {
            let maximum = book.travel.maximumMetres
            let line = "\(kilometres(metres)) from \(from.dutch) to \(place.dutch) is too far, at most \(kilometres(maximum.value))"
            return RuleExplanation.Section(title: title, lines: [line] + RuleExplanation.because(maximum.rule))
        }
        let leave = text(start - .minutes(journey.minutes))
        let line =
            "\(journey.minutes) minutes from \(from.dutch) to \(place.dutch), \(kilometres(journey.metres)) in a straight line, "
            + "traffic \(journey.percent) %, \(journey.parkingMinutes) minutes of them parking; leave by \(leave)"
        return RuleExplanation.Section(title: title, lines: [line] + journey.rules.flatMap(RuleExplanation.because))
    }

    func price() -> RuleExplanation.Section? {
        guard let start = question.start else { return nil }
        if let division {
            let each = division.value.parts.map { "; ask about one of \($0.minutes) minutes" } ?? ""
            let line = "none for what is too long for one interpreter and cannot be booked\(each)"
            return RuleExplanation.Section(title: "price", lines: [line])
        }
        let metres = question.from.flatMap { from in question.place.flatMap { book.travel.metres(from: from.code, to: $0.code) } }
        let quote = book.tariffs.quote(
            modality: modality, minutes: question.minutes, metres: metres, start: start, calendar: book.calendar)
        let more = modality == .onsite && metres == nil ? ", and the kilometres" : ""
        let total = "\(DecimalText.text(quote.totalCents, places: 2)) euro for one interpreter\(more)"
        let lines = quote.lines.flatMap { line in
            let minutes = line.minutes.map { " for \($0) minutes" } ?? ""
            return ["\(line.label) \(DecimalText.text(line.cents, places: 2)) euro\(minutes)"] + RuleExplanation.because(line.rule)
        }
        return RuleExplanation.Section(title: "price", lines: [total] + lines)
    }

    /// On the wall clock of the service.
    private func text(_ moment: Timestamp) -> String { book.calendar.zone.text(moment) }

    private func kilometres(_ metres: Int) -> String { "\(DecimalText.text((metres + 50) / 100, places: 1)) km" }
}
