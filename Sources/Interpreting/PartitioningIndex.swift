extension RandomAccessCollection where Index == Int {
    /// The first place whose element belongs to the second part, `endIndex` when none does; found by halving.
    ///
    /// - Parameter isInSecondPart: false for all elements up to some place, and true from there on.
    @inlinable
    public func partitioningIndex(where isInSecondPart: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
