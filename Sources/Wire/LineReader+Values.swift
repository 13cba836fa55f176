/// `params`, `value`, `quoted`, `literal` and `list` of the grammar.
extension LineReader {
    /// Everything to the end of the line.
    /// - Parameter repeats: whether a key may come twice, which a client accepts of a newer server.
    mutating func readParameters(repeats: Bool) throws(WireProblem) -> [Parameter] {
        var params: [Parameter] = []
        params.reserveCapacity(12)
        while true {
            let spaced = skipSpaces()
            if isAtEnd { return params }
            guard spaced else { throw unexpectedAfterValue() }
            guard params.count < limits.parameters else {
                throw problem(.syntax, "more than \(limits.parameters) parameters; a list (a b c) counts as one")
            }
            let begin = index
            let parameter = try readParameter()
            if !repeats, let key = parameter.key, params.contains(where: { $0.key == key }) {
                throw problem(.syntax, at: begin, "\(key)= is given twice; several values go into a list, \(key)=(a b)")
            }
            params.append(parameter)
        }
    }

    /// `key "=" value / value`.
    private mutating func readParameter() throws(WireProblem) -> Parameter {
        let end = end(of: \.isAtom)
        if end > index {
            guard end < octets.count, octets[end] == Octet.equals else {
                return Parameter(value: .atom(takeText(to: end)))
            }
            let key = try readKey(to: end)
            index = end + 1
            guard let next = peek, next != Octet.space else {
                throw problem(.syntax, "\(key)= has no value; write \(key)=\"\" for an empty one")
            }
            guard next != Octet.equals else { throw unexpectedAfterValue() }
            return Parameter(key: key, value: try readValue(depth: 0))
        }
        return Parameter(value: try readValue(depth: 0))
    }

    private mutating func readKey(to end: Int) throws(WireProblem) -> String {
        let begin = index
        let key = try readWord("the name of a parameter")
        guard index == end else {
            throw problem(
                .syntax, at: begin,
                "'\(excerpt(from: begin))' is not the name of a parameter; a value that contains = is written in double quotes")
        }
        return key
    }

    private mutating func readValue(depth: Int) throws(WireProblem) -> Value {
        let end = end(of: \.isAtom)
        if end > index { return .atom(takeText(to: end)) }
        switch peek {
        case Octet.quote: return .quoted(try readQuoted())
        case Octet.openBrace: return .literal(try readLiteral())
        case Octet.openParenthesis: return .list(try readList(depth: depth + 1))
        default: throw noValue()
        }
    }

    private mutating func readList(depth: Int) throws(WireProblem) -> [Value] {
        let begin = index
        guard depth <= limits.listDepth else {
            throw problem(.syntax, "lists are nested more than \(limits.listDepth) deep")
        }
        index += 1
        var items: [Value] = []
        while true {
            let spaced = skipSpaces()
            if skip(Octet.closeParenthesis) { return items }
            guard !isAtEnd else {
                throw problem(.syntax, at: begin, "the list that begins here is not closed; add ) before the end of the line")
            }
            guard spaced || items.isEmpty else { throw unexpectedAfterValue() }
            items.append(try readValue(depth: depth))
        }
    }

    private mutating func readQuoted() throws(WireProblem) -> String {
        let begin = index
        index += 1
        var isASCII = true
        var end = index
        while end < octets.count {
            let octet = octets[end]
            if octet == Octet.quote {
                defer { index = end + 1 }
                return isASCII ? takeText(to: end) : try text(of: octets[index..<end], at: begin)
            }
            if octet == Octet.backslash { return try readEscaped(from: begin) }
            guard !octet.isControl else { break }
            if octet >= 0x80 { isASCII = false }
            end += 1
        }
        throw problemInQuotes(at: end, from: begin)
    }

    /// The slower way, for a text with a backslash in it.
    private mutating func readEscaped(from begin: Int) throws(WireProblem) -> String {
        var text: [UInt8] = []
        while let octet = peek, !octet.isControl {
            index += 1
            if octet == Octet.quote { return try self.text(of: text[...], at: begin) }
            guard octet == Octet.backslash else {
                text.append(octet)
                continue
            }
            switch peek {
            case Octet.quote: text.append(Octet.quote)
            case Octet.backslash: text.append(Octet.backslash)
            case 0x6E: text.append(Octet.lineFeed)
            case 0x74: text.append(Octet.tab)
            default:
                throw problem(.syntax, at: index - 1, "a \\ in quotes goes before \", \\, n or t; found \(found)")
            }
            index += 1
        }
        throw problemInQuotes(at: index, from: begin)
    }

    /// The text of the octets between quotes, when they are UTF-8 and none of them a control.
    private func text(of slice: ArraySlice<UInt8>, at begin: Int) throws(WireProblem) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw problem(.invalidUTF8, at: begin, "the text in quotes is not valid UTF-8; send it in UTF-8, the only encoding here")
        }
        guard !zip(slice, slice.dropFirst()).contains(where: isControlPair) else {
            throw problem(.syntax, at: begin, "the text in quotes holds a control from U+0080 to U+009F; leave it out")
        }
        return text
    }

    private mutating func readLiteral() throws(WireProblem) -> [UInt8] {
        let begin = index
        index += 1
        let digits = end(of: \.isDigit) - index
        guard digits > 0, digits <= Limits.literalDigits else { throw badLiteral(at: begin) }
        let count = Int(try readNumber("the count of a literal", to: 999_999))
        guard skip(Octet.closeBrace) else { throw badLiteral(at: begin) }
        _ = skip(Octet.carriageReturn)
        guard skip(Octet.lineFeed), octets.count - index >= count else { throw badLiteral(at: begin) }
        defer { index += count }
        return Array(octets[index..<(index + count)])
    }
}

/// What can be wrong with a value.
extension LineReader {
    private func badLiteral(at begin: Int) -> WireProblem {
        problem(
            .syntax, at: begin,
            "a literal is {N} with up to \(Limits.literalDigits) digits, a line end, then exactly N octets; { belongs in quotes otherwise")
    }

    private func problemInQuotes(at place: Int, from begin: Int) -> WireProblem {
        guard place < octets.count else {
            return problem(.syntax, at: begin, "the quotes that open here are not closed; add \" before the end of the line")
        }
        return problem(
            .syntax, at: place, "the control octet \(octets[place]) cannot stand in quotes; write \\n or \\t, or leave it out")
    }

    private func unexpectedAfterValue() -> WireProblem {
        switch peek {
        case Octet.equals: problem(.syntax, "a value that contains = is written in double quotes")
        case Octet.closeParenthesis: problem(.syntax, "this ) closes no list")
        default: problem(.syntax, "a space or the end of the line is expected after a value; found \(found)")
        }
    }

    private func noValue() -> WireProblem {
        guard let octet = peek, octet >= 0x80 else { return noASCIIValue() }
        let word = octets[index...].prefix { $0 >= 0x80 }
        guard String(validating: word, as: UTF8.self) != nil else {
            return problem(.invalidUTF8, "the octet \(octet) is not valid UTF-8; send the line in UTF-8, the only encoding here")
        }
        return problem(.syntax, "\(found) is written in double quotes, as is every text with other than plain letters")
    }

    private func noASCIIValue() -> WireProblem {
        switch peek {
        case Octet.closeParenthesis: problem(.syntax, "this ) closes no list")
        case Octet.equals: problem(.syntax, "a parameter is name=value; the name before this = is missing")
        case let octet? where octet > Octet.space && !octet.isControl:
            problem(.syntax, "a value is expected; \(found) is written in double quotes")
        default: problem(.syntax, "a value is expected; found \(found)")
        }
    }
}
