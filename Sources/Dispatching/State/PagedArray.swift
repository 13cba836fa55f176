/// An array in pages: who changes one of two copies copies a page, not the whole.
struct PagedArray<Element> {
    /// Small enough to be copied in microseconds, large enough that there are few.
    private static var shift: Int { 6 }
    private static var pageSize: Int { 1 << shift }

    /// All but the last are full, and none is empty.
    private var pages: ContiguousArray<ContiguousArray<Element>> = []

    init() {}

    init(_ elements: some Sequence<Element>) {
        for element in elements { append(element) }
    }

    @inline(__always)
    var count: Int {
        guard let last = pages.last else { return 0 }
        return (pages.count - 1) << PagedArray.shift + last.count
    }

    /// Inlined, so that whoever wants one field does not get a copy of the element.
    @inline(__always)
    subscript(index: Int) -> Element {
        get { pages[index >> PagedArray.shift][index & (PagedArray.pageSize - 1)] }
        _modify { yield &pages[index >> PagedArray.shift][index & (PagedArray.pageSize - 1)] }
    }

    var last: Element? { pages.last?.last }

    mutating func append(_ element: Element) {
        if pages.last.map({ $0.count == PagedArray.pageSize }) ?? true { pages.append([]) }
        pages[pages.count - 1].append(element)
    }

    /// Takes the last element out; there is one.
    mutating func removeLast() {
        pages[pages.count - 1].removeLast()
        if pages[pages.count - 1].isEmpty { pages.removeLast() }
    }
}

extension PagedArray: Equatable where Element: Equatable {}
extension PagedArray: Hashable where Element: Hashable {}
extension PagedArray: Sendable where Element: Sendable {}
