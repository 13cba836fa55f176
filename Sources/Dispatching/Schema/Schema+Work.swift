import Interpreting

/// Requests, offers and assignments.
extension Schema {
    public static let request = TableSchema<Request>(
        .request, ofRequest + ofNeed + ofProgress, storeColumns: [stateBefore], checks: [.lifecycle(RequestState.self, of: .request)])

    private static let ofRequest: [Column<Request>] = [
        Column("id", .key()) { $0.id },
        Column("version", .int(.positive)) { $0.version },
        Column("state", .word) { $0.state },
        Column("organisation_id", .id(of: .organisation)) { $0.organisation },
        Column("establishment_id", .id(of: .establishment)) { $0.establishment },
        Column("agency", .agency) { $0.agency },
        Column("requested_by", .id(of: .principal)) { $0.requestedBy },
        Column("modality", .code) { $0.modality },
        Column("rule", .text()) { $0.rule },
        Column("submitted_at", .moment) { $0.submittedAt },
        Column("answer_by", .moment) { $0.answerBy },
        Column("chance", .int(.within(0...100))) { $0.chance },
    ]

    private static let ofNeed: [Column<Request>] = [
        Column("language", .language) { $0.need.language },
        Column("complexity", .code) { $0.need.complexity },
        Column("minutes", .int(.positive)) { $0.need.minutes },
        Column("starts_at", .moment) { $0.need.start },
        Column("is_on_demand", .bool) { $0.need.isOnDemand },
        Column("place", .municipality) { $0.need.place },
        Column("fallback", .codes()) { $0.need.fallback },
        Column("priority", .code) { $0.need.priority },
        Column(optional: "gender", .code) { $0.need.gender },
        Column("gender_is_required", .bool) { $0.need.genderIsRequired },
        Column("documents", .bool) { $0.need.documents },
        Column("participants", .int(.atLeast(0))) { $0.need.participants },
        Column("emotional", .bool) { $0.need.emotional },
        Column(optional: "case_reference", .text()) { $0.need.caseReference },
        Column(optional: "note", .text(.characters(atMost: Need.noteLimit))) { $0.need.note },
        Column(optional: "dialect", .text()) { $0.need.dialect },
    ]

    private static let ofProgress: [Column<Request>] = [
        Column("waves", .int(.atLeast(0))) { $0.progress.waves },
        Column("is_held", .bool) { $0.progress.isHeld },
        Column("exhausted", .ids()) { $0.progress.exhausted },
        Column(optional: "asked_since", .moment) { $0.progress.askedSince },
        // A request and its assignment name each other.
        Column(optional: "assignment_id", .id(of: .assignment, isDeferred: true)) { $0.progress.assignment },
        Column(optional: "closed_at", .moment) { $0.progress.closedAt },
        Column(optional: "reason", .text()) { $0.progress.reason },
        Column(optional: "decided", .texts) { $0.progress.decided?.lines },
    ]

    public static let offer = TableSchema<Offer>(
        .offer,
        [
            Column("id", .key()) { $0.id },
            Column("version", .int(.positive)) { $0.version },
            Column("state", .word) { $0.state },
            Column("request_id", .id(of: .request)) { $0.request },
            Column("interpreter_id", .id(of: .interpreter)) { $0.interpreter },
            Column("wave", .int(.positive)) { $0.wave },
            Column("modality", .code) { $0.modality },
            Column("made_at", .moment) { $0.madeAt },
            Column("expires_at", .moment) { $0.expiresAt },
            Column(optional: "answered_at", .moment) { $0.answeredAt },
            Column("travel_minutes", .int(.atLeast(0))) { $0.travelMinutes },
            Column("cost", .int()) { $0.cost },
            Column(optional: "complexity", .code) { $0.terms?.complexity },
            Column(optional: "minutes", .int(.positive)) { $0.terms?.minutes },
            Column(optional: "starts_at", .moment) { $0.terms?.start },
            Column(optional: "place", .municipality) { $0.terms?.place },
        ],
        storeColumns: [stateBefore], checks: [.lifecycle(OfferState.self, of: .offer)])

    public static let assignment = TableSchema<Assignment>(
        .assignment,
        [
            Column("id", .key()) { $0.id },
            Column("version", .int(.positive)) { $0.version },
            Column("state", .word) { $0.state },
            Column("request_id", .id(of: .request)) { $0.request },
            Column("interpreter_id", .id(of: .interpreter)) { $0.interpreter },
            Column("modality", .code) { $0.modality },
            Column(optional: "place", .municipality) { $0.place },
            Column("talk_starts_at", .moment) { $0.talk.start },
            Column("talk_ends_at", .moment) { $0.talk.end },
            Column("during", .range) { $0.during },
            Column("travel_minutes", .int(.atLeast(0))) { $0.travelMinutes },
            Column("travel_metres", .int(.atLeast(0))) { $0.travelMetres },
            Column("confirmed_at", .moment) { $0.confirmedAt },
            Column(optional: "started_at", .moment) { $0.startedAt },
            Column(optional: "ended_at", .moment) { $0.endedAt },
            Column(optional: "next_step_at", .moment) { $0.nextStepAt },
            Column(optional: "from_offer", .id(of: .offer)) { $0.fromOffer },
        ],
        storeColumns: [stateBefore, startedBesideAnother],
        checks: [
            .order("assignment_check", ("talk_starts_at", { $0.talk.start }), .notAfter, ("talk_ends_at", { $0.talk.end })),
            .lifecycle(AssignmentState.self, of: .assignment),
        ],
        exclusions: [
            Exclusion("assignment_never_two_at_once", "EXCLUDE USING gist (interpreter_id WITH =, during WITH &&)" + whileLive) {
                $0.state.isLive && $1.state.isLive && $0.interpreter == $1.interpreter && $0.during.overlaps($1.during)
            },
            Exclusion("assignment_one_live_for_a_request", "EXCLUDE USING btree (request_id WITH =)" + whileLive) {
                $0.state.isLive && $1.state.isLive && $0.request == $1.request
            },
            Exclusion("assignment_never_two_started", "EXCLUDE USING btree (interpreter_id WITH =)" + whileStarted) {
                $0.state == .started && $1.state == .started && $0.interpreter == $1.interpreter
            },
        ])

    /// All at the end of the transaction, so that the order of its statements does not matter.
    private static let whileLive: String = {
        let live = AssignmentState.allCases.filter(\.isLive).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return " WHERE (state IN (\(live))) DEFERRABLE INITIALLY DEFERRED"
    }()

    private static let whileStarted =
        " WHERE (state = '\(AssignmentState.started.rawValue)' AND NOT \(startedBesideAnother.name)) DEFERRABLE INITIALLY DEFERRED"

    /// True for what an earlier version let begin while its interpreter was in another conversation; false for ever since.
    private static let startedBesideAnother = StoreColumn("started_beside_another", .boolean)

    /// A trigger keeps the state that the row had before its last change of state.
    private static let stateBefore = StoreColumn("state_before", .text, isNullable: true)
}
