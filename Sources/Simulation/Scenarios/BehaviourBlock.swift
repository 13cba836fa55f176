import RuleFiles

/// Reads `behaviour`: how interpreters answer offers, and what goes wrong afterwards.
enum BehaviourBlock {
    static func read(_ blocks: ScenarioBlocks) -> Behaviour? {
        blocks.block("behaviour") { block in
            let ring = block.fields("ring", answering)
            let remote = block.fields("remote", answering)
            let onsite = block.fields("onsite", answering)
            let noShow = block.percent("no-show")
            let release = block.percent("release")
            let absences = block.number("absences-per-month", 0...20)
            let away = block.optional("leaving") { $0.fields("leaving", leaving) }
            guard let ring, let remote, let onsite, let noShow, let release, let absences else { return nil }
            var behaviour = Behaviour(ring: ring, remote: remote, onsite: onsite)
            behaviour.noShow = noShow
            behaviour.release = release
            behaviour.absencesPerMonth = absences
            if let away { behaviour.leaving = away }
            behaviour.answersAgain = block.percentOrNone("answers-again")
            behaviour.awake = block.optional("awake") { $0.fields("awake") { $0.minutes() } }.map {
                Behaviour.Awake(from: $0.lowerBound, until: $0.upperBound)
            }
            return behaviour
        }
    }

    private static func leaving(_ row: FieldReader) -> Behaviour.Leaving? {
        let (share, notice) = (row.percent("share"), row.number("notice-minutes", 0.1...1_440))
        let (after, length) = (row.number("after-minutes", 0.1...1_440), row.number("for-minutes", 0.1...1_440))
        guard let share, let notice, let after, let length else { return nil }
        return Behaviour.Leaving(share: share, afterMinutes: after, forMinutes: length, noticeMinutes: notice)
    }

    private static func answering(_ row: FieldReader) -> Behaviour.Answering? {
        let (accept, decline) = (row.percent("accept"), row.percent("decline"))
        let (median, sigma) = (row.number("median-seconds", 0.1...604_800), row.number("sigma", 0...3))
        guard let accept, let decline, let median, let sigma else { return nil }
        guard accept + decline <= 1.000_001 else {
            row.report("accept and decline come to more than 100 per cent, expected at most 100; who does neither never answers")
            return nil
        }
        return Behaviour.Answering(accept: accept, decline: decline, medianSeconds: median, sigma: sigma)
    }
}
