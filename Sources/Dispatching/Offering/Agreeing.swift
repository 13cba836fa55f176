import Matching

/// What is asked of somebody who says yes, or has said yes to a coordinator: everything that the work needs, and nothing that only keeps
/// from being asked. ACCEPT, ASSIGN and CANDIDATES decide by the same.
extension Job {
    /// Whoever answered what before.
    func agreed() -> Job {
        var job = self
        job.isAgreed = true
        job.exhausted = []
        job.silences = []
        return job
    }
}

extension Candidate {
    /// Who says yes chooses among open offers and rings.
    func agreeing() -> Candidate {
        var candidate = self
        candidate.isBusyWithOffer = false
        candidate.offers = []
        return candidate
    }
}
