public import Base

extension [Tag] {
    /// A key that another one equals but for case; nil when all differ.
    ///
    /// Condition keys know no case, so a policy would see one of two such tags only, whichever it is.
    ///
    /// - Source: IAM User Guide, "IAM JSON policy elements: Condition", and "Tags for IAM resources":
    ///   IAM's own tags cannot differ in case alone either.
    public var repeatedKey: String? {
        var seen: Set<String> = []
        return first { !seen.insert($0.key.lowercased()).inserted }?.key
    }

    /// The tags with others set: those with the same key are replaced.
    public func setting(_ tags: [Tag]) -> [Tag] {
        var merged = self
        for tag in tags {
            if let place = merged.firstIndex(where: { $0.hasKey(tag.key) }) {
                merged[place] = tag
            } else {
                merged.append(tag)
            }
        }
        return merged
    }
}
