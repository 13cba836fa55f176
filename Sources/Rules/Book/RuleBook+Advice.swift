import Interpreting

extension RuleBook {
    /// How a conversation is arranged: what the modality table says, without the alternatives that are too long for one interpreter.
    ///
    /// What the table advises first stays, also when it is too long: whether another modality takes its place, its requester decides.
    public func advise(
        minutes: Int, complexity: Complexity, circumstances: Circumstances = Circumstances()
    ) -> Ruling<ModalityAdvice> {
        modality.advise(minutes: minutes, complexity: complexity, circumstances: circumstances).map { advice in
            let tooLong = advice.alternatives.filter { working.isTooLong(minutes, $0) }
            let excluded = tooLong.map { ExcludedModality(modality: $0, rule: working.soloMinutes($0).rule) }
            return ModalityAdvice(
                modality: advice.modality, alternatives: advice.alternatives.filter { !tooLong.contains($0) },
                excluded: (advice.excluded + excluded).sorted { $0.modality < $1.modality })
        }
    }

    /// What to book instead of a conversation that is too long for one interpreter in `modality`, each part as the table arranges it; nil
    /// when it is not too long.
    public func division(
        minutes: Int, modality: Modality, complexity: Complexity, circumstances: Circumstances = Circumstances()
    ) -> Ruling<Division>? {
        working.division(minutes: minutes, modality: modality) { part in
            guard self.modality.refusal(minutes: part) == nil else { return nil }
            return self.modality.advise(minutes: part, complexity: complexity, circumstances: circumstances).value.modality
        }
    }
}
