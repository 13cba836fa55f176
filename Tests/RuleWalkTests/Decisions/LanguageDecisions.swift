import Dispatching
import Foundation
import Interpreting
import Rules

/// What a language is called, and who may stand in for whom.
extension Decision {
    static let languages = [
        Decision("ADVISE by what it is called", ["languages.yaml"], typing: { book, text in
            try Counter(book).ask(.advise(AdviceCase(language: text, complexity: .practical, minutes: 45)))
        }),
        Decision("LIST languages", ["languages.yaml"]) { book in
            // That dialects are listed does not make them act.
            try Counter(book).ask(.list(.languages, filters: [], after: nil, limit: 500)).map { line in
                line.range(of: " dialects=").map { String(line[..<$0.lowerBound]) } ?? line
            }
        },
        Decision("ADVISE by what is asked back", ["languages.yaml"], keys: ["members"]) { book in
            let counter = try Counter(book)
            let asked = try RuleField.all(in: RuleSources.tree("languages.yaml")).filter { field in
                field.path.first == .key("asked") && ["codes", "names"].contains(field.key)
            }
            return asked.flatMap { counter.ask(.advise(AdviceCase(language: $0.text, complexity: .practical, minutes: 45))) }
        },
        Decision("SUBMIT by dialect", ["languages.yaml"], keys: ["dialects"]) { book in
            let counter = try Counter(book)
            let school = counter.requester()
            let coordinator = counter.user(.coordinator, agency: "agii")
            let spoken = try RuleSources.book().languages.all.filter { !$0.dialects.isEmpty }
            return spoken.flatMap { language in
                _ = counter.interpreter(["\(language.tag):\(language.dialects[0])"])
                _ = counter.interpreter([language.tag.text])
                return language.dialects.flatMap { dialect in
                    counter.give(
                        .submit(
                            Submit(
                                language: language.tag.text, complexity: .practical, minutes: 45, start: "2026-11-25T10:00",
                                dialect: dialect)), as: school)
                        + counter.ask(.candidates(counter.lastRequest), as: coordinator)
                }
            }
        },
        Decision("CANDIDATES by substitutes", ["languages.yaml"], keys: ["offered", "wanted", "penalty"]) { book in
            let counter = try Counter(book)
            let rules = try RuleSources.book().languages
            let substitutes = rules.all.flatMap { rules.substitutes(for: $0.tag) }
            let school = counter.requester()
            let coordinator = counter.user(.coordinator, agency: "agii")
            for offered in Set(substitutes.map(\.offered.text)).sorted() { _ = counter.interpreter([offered]) }
            let wanted = Set(substitutes.map(\.wanted.text)).sorted()
            return wanted.enumerated().flatMap { number, language in
                counter.give(
                    .submit(Submit(language: language, complexity: .practical, minutes: 45, start: "2026-11-2\(4 + number % 5)T10:00")),
                    as: school)
                return counter.ask(.candidates(RequestID(Int64(number) + 1)), as: coordinator)
            }
        },
    ]
}
