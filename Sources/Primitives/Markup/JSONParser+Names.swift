extension JSONParser {
    /// Below this many members, names are compared pair by pair.
    private static let pairwiseLimit = 12

    /// Refuses an object in which a name occurs twice.
    func checkNames(_ object: Int, count: Int) throws(JSONError) {
        guard count > 1 else { return }
        if count <= Self.pairwiseLimit {
            try checkPairs(object, count: count)
        } else {
            try checkSet(object, count: count)
        }
    }

    private func checkPairs(_ object: Int, count: Int) throws(JSONError) {
        var first = object + 1
        for index in 0..<count {
            var other = Int(nodes[first + 1].next)
            for _ in index + 1..<max(count, index + 1) {
                if isSameName(nodes[first], nodes[other]) {
                    throw error(.duplicateKey(name(nodes[other])), at: Int(nodes[other].start))
                }
                other = Int(nodes[other + 1].next)
            }
            first = Int(nodes[first + 1].next)
        }
    }

    private func checkSet(_ object: Int, count: Int) throws(JSONError) {
        var seen = Set<[UInt8]>(minimumCapacity: count)
        var index = object + 1
        for _ in 0..<count {
            guard seen.insert(Array(name(nodes[index]).utf8)).inserted else {
                throw error(.duplicateKey(name(nodes[index])), at: Int(nodes[index].start))
            }
            index = Int(nodes[index + 1].next)
        }
    }

    private func isSameName(_ left: JSONNode, _ right: JSONNode) -> Bool {
        if left.isEscaped || right.isEscaped {
            return Array(name(left).utf8) == Array(name(right).utf8)
        }
        let length = left.end - left.start
        guard length == right.end - right.start else { return false }
        for offset in 0..<length
        where bytes[Int(left.start + offset)] != bytes[Int(right.start + offset)] {
            return false
        }
        return true
    }

    private func name(_ node: JSONNode) -> String {
        guard node.isEscaped else {
            return String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
        }
        var out: [UInt8] = []
        var index = Int(node.start)
        while index < Int(node.end) {
            if bytes[index] == 0x5C {
                index = JSONEscape.append(bytes, at: index, to: &out)
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
