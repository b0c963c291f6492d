/// Named values in order: an operation's input or output, or a part of one.
///
/// Names are unique. Looking one up is a walk, since structures have a dozen members;
/// output is written in the model's order, not in this one.
public struct Structure: Sendable, ExpressibleByDictionaryLiteral {
    /// A name with its value.
    public struct Member: Sendable, Hashable {
        /// The member's name in the service model, or a map's key.
        public let name: String
        /// The value.
        public var value: ServiceModel.Value

        /// Builds a member.
        public init(name: String, value: ServiceModel.Value) {
            self.name = name
            self.value = value
        }

        /// Whether this is the member's name; most others differ in length.
        @inlinable
        public func isNamed(_ name: String) -> Bool {
            self.name.utf8.count == name.utf8.count && self.name == name
        }
    }

    /// The members in the order in which they were set.
    public private(set) var members: [Member]

    /// An empty structure.
    public init() { members = [] }

    /// Builds a structure; members that are nil are left out, the first of equal names stays.
    public init(dictionaryLiteral elements: (String, ServiceModel.Value?)...) {
        self.init(members: elements)
    }

    /// Builds a structure; members that are nil are left out, the first of equal names stays.
    public init(members elements: [(String, ServiceModel.Value?)]) {
        members = []
        members.reserveCapacity(elements.count)
        for case (let name, let value?) in elements where position(of: name) == nil {
            members.append(Member(name: name, value: value))
        }
    }

    /// Takes members whose names the caller knows to be unique.
    public init(uniqueMembers: [Member]) { members = uniqueMembers }

    /// The value of a member; setting nil removes it.
    public subscript(name: String) -> ServiceModel.Value? {
        get { position(of: name).map { members[$0].value } }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Whether there is no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The number of members.
    public var count: Int { members.count }

    private func position(of name: String) -> Int? {
        for index in members.indices where members[index].isNamed(name) { return index }
        return nil
    }
}

extension Structure: Hashable {
    /// Equal when the same names have the same values, in any order.
    public static func == (left: Structure, right: Structure) -> Bool {
        left.count == right.count
            && left.members.allSatisfy { right[$0.name] == $0.value }
    }

    /// Hashes without regard to order.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members { sum &+= member.hashValue }
        hasher.combine(sum)
    }
}
