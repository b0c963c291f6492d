/// An ordered map as a value: sorted pages of entries, so that a change copies two short arrays.
struct OrderedMap: Sendable {
    /// Half of what a page may hold; a full page splits in two of this size.
    private static let halfPage = 64

    /// Never an empty page.
    private var pages: [[Entry]] = []

    func value(_ key: Key) -> [UInt8]? {
        guard let place = find(key), place.isPresent else { return nil }
        return pages[place.page][place.index].value
    }

    func entries(from start: Key, to end: Key?, limit: Int) -> [Entry] {
        var found: [Entry] = []
        guard limit > 0, var place = find(start) else { return found }
        while place.page < pages.count {
            let page = pages[place.page]
            while place.index < page.count {
                if let end, page[place.index].key >= end { return found }
                found.append(page[place.index])
                if found.count == limit { return found }
                place.index += 1
            }
            place = Place(page: place.page + 1, index: 0, isPresent: false)
        }
        return found
    }

    func entriesReversed(from start: Key, to end: Key?, limit: Int) -> [Entry] {
        var found: [Entry] = []
        guard limit > 0, !pages.isEmpty else { return found }
        var place = Place(
            page: pages.count - 1,
            index: pages[pages.count - 1].count,
            isPresent: false
        )
        if let end, let bound = find(end) { place = bound }
        while place.page >= 0 {
            while place.index > 0 {
                place.index -= 1
                let entry = pages[place.page][place.index]
                if entry.key < start { return found }
                found.append(entry)
                if found.count == limit { return found }
            }
            guard place.page > 0 else { break }
            place = Place(
                page: place.page - 1,
                index: pages[place.page - 1].count,
                isPresent: false
            )
        }
        return found
    }

    mutating func put(_ entry: Entry) {
        guard let place = find(entry.key) else {
            pages.append([entry])
            return
        }
        guard !place.isPresent else {
            pages[place.page][place.index] = entry
            return
        }
        pages[place.page].insert(entry, at: place.index)
        guard pages[place.page].count > 2 * Self.halfPage else { return }
        let upper = Array(pages[place.page][Self.halfPage...])
        pages[place.page].removeLast(upper.count)
        pages.insert(upper, at: place.page + 1)
    }

    mutating func delete(_ key: Key) {
        guard let place = find(key), place.isPresent else { return }
        pages[place.page].remove(at: place.index)
        if pages[place.page].isEmpty { pages.remove(at: place.page) }
    }

    mutating func delete(from start: Key, to end: Key?) {
        guard let first = find(start) else { return }
        for page in first.page..<pages.count {
            guard let least = pages[page].first, end.map({ least.key < $0 }) ?? true else { break }
            pages[page].removeAll { entry in
                entry.key >= start && (end.map { entry.key < $0 } ?? true)
            }
        }
        pages.removeAll { $0.isEmpty }
    }

    private struct Place {
        var page: Int
        var index: Int
        var isPresent: Bool
    }

    /// Where the key is, or would be put; nil when the map is empty.
    private func find(_ key: Key) -> Place? {
        guard !pages.isEmpty else { return nil }
        // The last page that starts at or before the key.
        var low = 0
        var high = pages.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if pages[middle][0].key > key { high = middle } else { low = middle }
        }
        let page = pages[low]
        var start = 0
        var end = page.count
        while start < end {
            let middle = (start + end) / 2
            if page[middle].key < key { start = middle + 1 } else { end = middle }
        }
        return Place(
            page: low,
            index: start,
            isPresent: start < page.count && page[start].key == key
        )
    }
}
