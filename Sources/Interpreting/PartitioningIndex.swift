extension RandomAccessCollection where Index == Int {
    /// The first place whose element belongs to the second part, `endIndex` when none does; found by halving.
    ///
    /// - Parameter isInSecondPart: false for all elements up to some place, and true from there on.
    @inlinable
    public func partitioningIndex(where isInSecondPart: (Element) -> Bool) -> Int {
        // Which half it is cannot be foreseen: choosing a number is cheaper than a jump that is guessed wrongly half of the time.
        var low = startIndex
        var length = endIndex - startIndex
        while length > 0 {
            let half = length / 2
            let isLater = !isInSecondPart(self[low + half])
            low = isLater ? low + half + 1 : low
            length = isLater ? length - half - 1 : half
        }
        return low
    }
}
