/// What a job of an instance asks of a person, as plain values: it is held against thousands, and copying a job with its texts
/// for each of them would take longer than that.
struct JobTerms {
    let start: Int
    let end: Int
    let modality: Instance.Modality
    let needsCertificate: Bool
    let x: Double
    let y: Double
    /// Number of the gender that is wished, by ``Genders``.
    let gender: Int?
    let continuity: Int?

    init(_ job: Instance.Job, _ genders: inout Genders) {
        start = job.start
        end = job.end
        modality = job.modality
        needsCertificate = job.cert
        x = job.x
        y = job.y
        gender = job.gender.map { genders.number(of: $0) }
        continuity = job.continuity
    }

    /// Small numbers for the words of an instance.
    struct Genders {
        private var numbers: [String: Int] = [:]

        mutating func number(of word: String) -> Int {
            if let number = numbers[word] { return number }
            let number = numbers.count
            numbers[word] = number
            return number
        }
    }

    /// Why the person never does the job, whenever it is; nil when nothing speaks against it.
    func refusal(_ person: Instance.Person, _ instance: Instance) -> Refusal? {
        if needsCertificate, !person.certified { return .certificate }
        if !person.offers(modality) { return .modality }
        if end - start > person.maxMinDay { return .minutes }
        if modality == .onsite {
            if instance.kilometres(person.x - x, person.y - y) > person.maxKm + Instance.tolerance { return .distance }
        }
        return nil
    }

    /// In the order in which they are checked.
    enum Refusal: String, CaseIterable {
        case certificate, modality, minutes = "daily minutes", distance
    }
}
