import Interpreting
import Wire

/// One way to write a command.
struct Form: Sendable {
    typealias Binding = @Sendable (Arguments) throws(Complaint) -> Order

    /// The first word after the command, for instance `add`; nil when there is none.
    let keyword: String?
    /// For forms without keyword: whether this one is meant when the first value has no name.
    let needsValue: Bool
    /// In the order of the usage line.
    let parameters: [ParameterNote]
    /// What its parameters are called, and its values without a name in their order.
    let names: [String]
    let places: [String]
    let bind: Binding

    /// A form that begins with a word of its own.
    init(_ keyword: String, _ parameters: [ParameterNote], bind: @escaping Binding) {
        self.init(keyword: keyword, needsValue: false, parameters: parameters, bind: bind)
    }

    /// A form of values and parameters only.
    init(needsValue: Bool = false, _ parameters: [ParameterNote], bind: @escaping Binding) {
        self.init(keyword: nil, needsValue: needsValue, parameters: parameters, bind: bind)
    }

    private init(keyword: String?, needsValue: Bool, parameters: [ParameterNote], bind: @escaping Binding) {
        self.keyword = keyword
        self.needsValue = needsValue
        self.parameters = parameters
        names = parameters.filter { !$0.isPositional }.map(\.name)
        places = parameters.filter(\.isPositional).map(\.name)
        self.bind = bind
    }

    /// `HOLD REQUEST on|off [if=VERSION] [key=KEY]`.
    func usage(of verb: String) -> String {
        ([verb] + (keyword.map { [$0] } ?? []) + parameters.map(\.usage)).joined(separator: " ")
    }

    /// The shortest line of this form that does something, without a tag, as somebody of `role` has to give it.
    func example(of verb: String, for role: Role?, on day: ExampleDay) -> String {
        // A gateway has no duty and no calendar of its own.
        func isNeeded(_ note: ParameterNote) -> Bool {
            note.isInExample || role == .gateway && !note.isPositional && note.name == Known.interpreter.name
        }
        let values = parameters.filter(isNeeded).map { $0.exampleUse(on: day) }
        return ([verb] + (keyword.map { [$0] } ?? []) + values).joined(separator: " ")
    }

    /// The same with `key=` at the end.
    func takingKey() -> Form {
        Form(keyword: keyword, needsValue: needsValue, parameters: parameters + [.optional(Known.key)], bind: bind)
    }
}
