/// How an instance is read: whole numbers are whole, and no field is passed over but one's own, `x-…`.
extension Instance {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(naming: CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        days = try fields.whole(.days)
        speed = try fields.decode(Double.self, forKey: .speed)
        detour = try fields.decode(Double.self, forKey: .detour)
        fillValue = try fields.whole(.fillValue)
        preferences = try fields.decode(Preferences.self, forKey: .preferences)
        jobs = try fields.decode([Job].self, forKey: .jobs)
        interpreters = try fields.decode([Person].self, forKey: .interpreters)
    }
}

extension Instance.Preferences {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(naming: CodingKeys.self)
        gender = try fields.whole(.gender)
        continuity = try fields.whole(.continuity)
        otherLanguage = try fields.whole(.otherLanguage)
    }
}

extension Instance.Job {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(naming: CodingKeys.self)
        id = try fields.whole(.id)
        start = try fields.whole(.start)
        end = try fields.whole(.end)
        lang = try fields.decode(String.self, forKey: .lang)
        modality = try fields.choice(Instance.Modality.self, .modality)
        cert = try fields.decode(Bool.self, forKey: .cert)
        x = try fields.decode(Double.self, forKey: .x)
        y = try fields.decode(Double.self, forKey: .y)
        weight = try fields.whole(.weight)
        gender = try fields.decodeIfPresent(String.self, forKey: .gender)
        continuity = try fields.decodeIfPresent(WholeNumber.self, forKey: .continuity)?.value
    }
}

extension Instance.Person {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(naming: CodingKeys.self)
        id = try fields.whole(.id)
        langs = try fields.decode([String].self, forKey: .langs)
        certified = try fields.decode(Bool.self, forKey: .certified)
        gender = try fields.decode(String.self, forKey: .gender)
        x = try fields.decode(Double.self, forKey: .x)
        y = try fields.decode(Double.self, forKey: .y)
        phone = try fields.decode(Bool.self, forKey: .phone)
        video = try fields.decode(Bool.self, forKey: .video)
        onsite = try fields.decode(Bool.self, forKey: .onsite)
        maxKm = try fields.decode(Double.self, forKey: .maxKm)
        windows = try fields.decode([[WholeNumber]].self, forKey: .windows).map { $0.map(\.value) }
        maxMinDay = try fields.whole(.maxMinDay)
        maxMinWeek = try fields.whole(.maxMinWeek)
    }
}
