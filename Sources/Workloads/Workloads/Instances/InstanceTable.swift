package import Base

/// The instances behind one listener, told apart by the address that asks.
package struct InstanceTable: Sendable {
    private let byAddress: [IPAddress: Instance]
    private let other: Instance?

    /// Takes the instances by address, and the one for every other address if there is one.
    package init(byAddress: [IPAddress: Instance], other: Instance?) {
        self.byAddress = byAddress
        self.other = other
    }

    /// Which instance asks.
    func instance(at peer: IPAddress) -> Instance? { byAddress[peer] ?? other }

    /// All of them.
    package var all: [Instance] { Array(byAddress.values) + [other].compactMap { $0 } }
}
