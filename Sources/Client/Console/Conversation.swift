import Wire

/// Carries out what a person or a script says, through a client: whatever changes something gets an idempotency key, and who was
/// named with `AUTH` and what was subscribed to stays so over broken connections.
public actor Conversation {
    private let client: Client
    private var vocabulary = Vocabulary()

    public init(_ client: Client) { self.client = client }

    /// - Parameter command: in upper case.
    /// - Throws: ``ClientError`` when there is no answer to be had.
    public func perform(_ command: String, _ params: [Parameter]) async throws -> Answer {
        do {
            switch command {
            case "AUTH": return try await authenticate(params)
            case "SUBSCRIBE": return try await subscribe(params)
            case "UNSUBSCRIBE" where params.isEmpty: return try await client.unsubscribe()
            default: break
            }
            let takesKey = try await usage(of: command)?.takesKey ?? false
            let answer = takesKey ? try await client.mutate(command, params) : try await client.query(command, params)
            return Conversation.hinting(answer, about: params)
        } catch ClientError.refused(let status, let text) {
            return Answer(rows: [], outcome: status.outcome, status: status, text: text)
        } catch ClientError.cannotSend(let text) {
            return Answer(rows: [], outcome: .bad, status: .syntax, text: text)
        }
    }

    /// Who the server says this is: `requester U12`; nil when nobody said.
    public func identity() async throws -> String? {
        let answer = try await client.query("WHOAMI")
        guard answer.isDone, let row = answer.first("PRINCIPAL"), let id = row["id"] ?? row.subject else { return nil }
        return [row["role"], id].compactMap(\.self).joined(separator: " ")
    }

    /// What may be typed after `text`; asks the server for what is not known yet.
    public func completion(of text: String) async throws -> Completion {
        if vocabulary.commands.isEmpty {
            vocabulary.commands = try await client.query("HELP").rows.filter { $0.kind == "COMMAND" }.compactMap(\.subject)
        }
        if let command = text.split(separator: " ").first?.uppercased(), vocabulary.commands.contains(command) {
            _ = try await usage(of: command)
        }
        return vocabulary.completion(of: text)
    }

    private func authenticate(_ params: [Parameter]) async throws -> Answer {
        // Another role may do other things.
        vocabulary.commands = []
        let words = params.positional.compactMap(\.text)
        guard params.count == 2, words.count == 2, words[0].uppercased() == "TOKEN" else { return try await client.query("AUTH", params) }
        return try await client.authenticate(token: words[1])
    }

    /// Subscribes by way of the client, unless the server has something to say about the parameters.
    private func subscribe(_ params: [Parameter]) async throws -> Answer {
        let known = params.allSatisfy { $0.key.map(["topics", "since"].contains) ?? true }
        let since = params.value("since")?.text
        guard known, params.positional.count == 1, let name = params.positional.first?.text,
            since == nil || since.flatMap(Int64.init) != nil
        else { return try await client.query("SUBSCRIBE", params) }
        let topics = params.value("topics").map { $0.items ?? [$0] } ?? []
        return try await client.subscribe(
            Client.Subscription(name: name, topics: topics.compactMap(\.text), since: since.flatMap(Int64.init)))
    }

    private func usage(of command: String) async throws -> CommandUsage? {
        if let known = vocabulary.usages[command] { return known }
        let answer = try await client.query("HELP", [Parameter(value: Value(command))])
        guard answer.isDone, answer.first("USAGE") != nil else { return nil }
        let usage = CommandUsage(answer)
        vocabulary.usages[command] = usage
        return usage
    }

    /// Whoever copies a line of a raw conversation has its tag in front.
    private static func hinting(_ answer: Answer, about params: [Parameter]) -> Answer {
        guard answer.status.code == Status.unknownCommand.code, case .atom(let word)? = params.positional.first,
            word.allSatisfy({ $0.isLetter && $0.isUppercase })
        else { return answer }
        var hinted = answer
        hinted.text += "; type no tag, it is added by itself"
        return hinted
    }
}
