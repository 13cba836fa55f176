import Foundation
#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page taken apart by a parser that knows nothing of the writer.
final class Markup: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        /// Its own text and that of all elements in it.
        var text = ""
        /// Names of the elements around it, the outermost first.
        var path: [String] = []
    }

    private(set) var elements: [Element] = []
    /// What makes the page unreadable; nil when it is well-formed.
    private(set) var fault: String?
    private var open: [Int] = []

    init(_ page: String) {
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        if !parser.parse() { fault = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")" }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, path: open.map { elements[$0].name }))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for place in open { elements[place].text += text }
    }
}
