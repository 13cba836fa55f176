import Interpreting
import Rules
import Testing

@testable import Dispatching

/// A talk that is too long for one interpreter is refused when it is asked, with what to book instead, and not searched for in vain.
@Suite struct LongTalkTests {
    private func submit(
        _ minutes: Int, _ complexity: Complexity, start: String = "2026-11-26T09:00", fallback: [Modality] = [], documents: Bool = false
    ) throws -> Reply {
        let desk = try Desk()
        _ = desk.interpreter()
        var submit = Submit.talk(minutes: minutes, complexity: complexity, start: start, fallback: fallback)
        submit.documents = documents
        return desk.command(desk.school(), .submit(submit))
    }

    @Test func `480 minutes on site are two talks of 240`() throws {
        let reply = try submit(480, .complex)
        #expect(reply.refusal?.reason == .badDuration)
        let rule = try #require(Desk.rules.get().row("working.solo-onsite"))
        #expect(
            reply.text
                == "minutes=480 is too long for one interpreter, at most 240 on site (\(rule.citation)): \(rule.reason); "
                + "book 2 talks of 240 minutes")
        #expect(try submit(241, .complex).text.hasSuffix("book 2 talks of 125 minutes"))
        #expect(try submit(240, .complex).isDone)
    }

    @Test func `what is too long by video may take place on site when that was agreed to`() throws {
        let refused = try submit(200, .informative)
        #expect(refused.refusal?.reason == .badDuration)
        #expect(refused.text.contains("at most 180 by video"), "\(refused.text)")
        #expect(
            refused.text.hasSuffix("book 2 talks of 100 minutes, or agree to fallback=(onsite), where one interpreter can do it"),
            "\(refused.text)")
        let agreed = try submit(200, .informative, fallback: [.onsite])
        #expect(agreed.first("REQUEST")?.text("modality") == "onsite", "\(agreed.text)")
        #expect(agreed.text.contains("on site, as fallback= allows; by video is advised"), "\(agreed.text)")
    }

    @Test func `a fallback in which it would be too long is refused with its limit`() throws {
        let reply = try submit(200, .complex, fallback: [.video])
        #expect(reply.refusal?.reason == .modalityNotAllowed)
        let rule = try #require(Desk.rules.get().row("working.solo-video"))
        #expect(
            reply.text
                == "fallback=video is not possible for this conversation (\(rule.citation)): \(rule.reason); there is no alternative")
        #expect(try submit(180, .complex, fallback: [.video]).isDone)
        let papers = try submit(120, .practical, fallback: [.telephone], documents: true)
        #expect(papers.text.contains("papers on the table cannot be seen by telephone"), "\(papers.text)")
    }

    @Test func `a long talk at once is refused for its length`() throws {
        #expect(try submit(181, .practical, start: "now").text.contains("at most 180 by video"))
        #expect(try submit(181, .complex, start: "now", fallback: []).text.contains("which cannot begin now; give a start"))
    }

    @Test func `ADVISE and QUOTE take the step that their refusal names, and price what SUBMIT would accept`() throws {
        let desk = try Desk()
        _ = desk.interpreter()
        let school = desk.school()
        var long = AdviceCase(language: "ti", complexity: .informative, minutes: 200)
        let refused = desk.query(school, .quote(long, start: "2026-11-26T09:00", place: nil))
        #expect(refused.text.hasSuffix("or agree to fallback=(onsite), where one interpreter can do it"), "\(refused.text)")
        long.fallback = [.onsite]
        let advice = desk.query(school, .advise(long))
        #expect(advice.text.hasPrefix("on site, as fallback= allows; by video is advised, because "), "\(advice.text)")
        #expect(advice.first("ADVICE")?.text("modality") == "video" && advice.first("ADVICE")?.text("arranged") == "onsite")
        let quote = desk.query(school, .quote(long, start: "2026-11-26T09:00", place: nil))
        #expect(quote.text.contains(" EUR on site, as fallback= allows; by video is advised"), "\(quote.text)")
        let rules = try Desk.rules.get()
        let price = rules.tariffs.quote(
            modality: .onsite, minutes: 200, metres: nil, start: try Timestamp.parse("2026-11-26T09:00", in: rules.calendar.zone),
            calendar: rules.calendar)
        #expect(quote.rows.first { $0.kind == "LINE" }?.text("cents") == "\(price.lines[0].cents)")
        long.fallback = [.telephone]
        #expect(desk.query(school, .quote(long, start: nil, place: nil)).refusal?.reason == .badDuration)
        let short = AdviceCase(language: "ti", complexity: .complex, minutes: 75, fallback: [.video])
        #expect(desk.query(school, .advise(short)).text.hasPrefix("on site, because "))
        #expect(desk.query(school, .quote(short, start: "now", place: nil)).text.contains(" EUR by video, as fallback= allows; on site"))
    }

    @Test func `AMEND, ADVISE and QUOTE say the same`() throws {
        let desk = try Desk()
        _ = desk.interpreter()
        let school = desk.school()
        desk.command(school, .submit(.talk()))
        let amended = desk.command(school, .amend(Amend(request: Identifier(1), minutes: 300)))
        #expect(amended.text.hasSuffix("book 2 talks of 150 minutes"), "\(amended.text)")
        #expect(desk.requests().map(\.need.minutes) == [75])
        let long = AdviceCase(language: "ti", complexity: .complex, minutes: 300)
        #expect(desk.query(school, .advise(long)).text == amended.text)
        #expect(desk.query(school, .quote(long, start: nil, place: nil)).text == amended.text)
        let advice = desk.query(school, .advise(AdviceCase(language: "ti", complexity: .complex, minutes: 200)))
        #expect(advice.first("ADVICE")?["alternatives"] == .list([]))
        #expect(advice.first("EXCLUDED")?.text("rule") == "working.solo-video", "\(advice.rows)")
    }
}
