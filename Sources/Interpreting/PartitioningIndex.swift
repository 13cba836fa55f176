extension RandomAccessCollection where Index == Int {
    /// The first place whose element belongs to the second part, `endIndex` when none does; found by halving.
    ///
    /// - Parameter isInSecondPart: false for all elements up to some place, and true from there on.
    @inlinable
    public func partitioningIndex(where isInSecondPart: (Element) -> Bool) -> Int {
        partitioningIndex(from: startIndex, where: isInSecondPart)
    }

    /// Known to be at `first` or after it.
    @inlinable
    func partitioningIndex(from first: Int, where isInSecondPart: (Element) -> Bool) -> Int {
        // Which half it is cannot be foreseen: choosing a number is cheaper than a jump that is guessed wrongly half of the time.
        var low = first
        var length = endIndex - first
        while length > 0 {
            let half = length / 2
            let isLater = !isInSecondPart(self[low + half])
            low = isLater ? low + half + 1 : low
            length = isLater ? length - half - 1 : half
        }
        return low
    }

    /// The same place, for what is mostly found near the end, as the coming days are in a calendar of years: what lies far back is not
    /// looked at, and so need not be at hand.
    @inlinable
    public func partitioningIndexFromEnd(where isInSecondPart: (Element) -> Bool) -> Int {
        var reach = 8
        while reach < count, isInSecondPart(self[endIndex - reach]) { reach *= 2 }
        return partitioningIndex(from: endIndex - Swift.min(reach, count), where: isInSecondPart)
    }
}
