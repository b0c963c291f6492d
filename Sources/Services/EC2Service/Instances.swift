internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EC2Service {
    /// - Source: EC2 API Reference, DescribeInstances.
    static func describeInstances(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.askForListing("DescribeInstances")
        let ids = call.input.strings("InstanceIds") ?? []
        guard ids.isEmpty || call.input.integer("MaxResults") == nil else {
            throw ServiceError.invalidParameterCombination(
                "The parameter instancesSet cannot be used with the parameter maxResults"
            )
        }
        try call.refuseDryRun()
        let filters = try Filter.read(call.input)
        let found =
            try ids.isEmpty
            ? call.directory.instances(region: call.region) : call.instances(ids)
        let fitting = try found.filter { try filters.fit($0) }
        let page = try Listing(fitting.map { ($0.id, $0) }, for: call)
        return [
            "Reservations": .structures(reservations(page.items)),
            "NextToken": .optional(page.nextToken),
        ]
    }

    private static func reservations(_ instances: [Instance]) -> [Structure] {
        var order: [String] = []
        var groups: [String: [Instance]] = [:]
        for instance in instances {
            if groups[instance.reservationID] == nil { order.append(instance.reservationID) }
            groups[instance.reservationID, default: []].append(instance)
        }
        return order.map { id in
            reservation((groups[id] ?? []).sorted { $0.launchIndex < $1.launchIndex })
        }
    }

    /// All of them or none.
    ///
    /// - Source: EC2 API Reference, TerminateInstances.
    static func terminateInstances(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let ids = call.input.distinctStrings("InstanceIds")
        var instances: [Instance] = []
        for id in ids { instances.append(try call.instance(id, for: "TerminateInstances")) }
        guard !instances.isEmpty else { throw ServiceError.missingParameter("InstanceId") }
        try call.refuseDryRun()
        var changes: [Structure] = []
        for instance in instances {
            _ = try call.directory.terminate(instance)
            changes.append([
                "InstanceId": .string(instance.id),
                "CurrentState": (instance.isRunning ? InstanceState.shuttingDown : .terminated)
                    .answer,
                "PreviousState": instance.state.answer,
            ])
        }
        return ["TerminatingInstances": .structures(changes)]
    }
}

extension Call where View: DirectoryView {
    /// The instances with these ids, which must all be there.
    fileprivate func instances(_ ids: [String]) throws -> [Instance] {
        for id in ids where !Identifiers.isValid(id, prefix: "i-") {
            throw ServiceError.malformedInstanceID(id)
        }
        var missing: [String] = []
        var found: [Instance] = []
        for id in Set(ids).sorted() {
            if let instance = try directory.instance(id, region: region) {
                found.append(instance)
            } else {
                missing.append(id)
            }
        }
        guard missing.isEmpty else { throw ServiceError.noInstances(missing) }
        return found
    }
}

extension Instance: Filtered {
    func values(of filter: String) -> [String]? {
        if filter.hasPrefix("tag:") {
            let key = filter.dropFirst(4)
            return tags.filter { $0.key == key }.map(\.value)
        }
        return switch filter {
        case "instance-id": [id]
        case "instance-state-name": [state.name]
        case "instance-state-code": ["\(state.rawValue)"]
        case "instance-type": [type]
        case "image-id": [imageID]
        case "availability-zone": [availabilityZone]
        case "architecture": [architecture]
        case "private-ip-address": isRunning ? [privateAddress] : []
        case "private-dns-name": isRunning ? [privateName] : []
        case "key-name": keyName.map { [$0] } ?? []
        case "client-token": [clientToken]
        case "reservation-id": [reservationID]
        case "owner-id": [account.description]
        case "launch-time": [launchDate.text(.extendedMilliseconds)]
        case "tag-key": tags.map(\.key)
        case "iam-instance-profile.arn": association.map { [$0.profileARN] } ?? []
        case "iam-instance-profile.id": association.map { [$0.profileID] } ?? []
        case "metadata-options.http-tokens": [metadata.needsTokens ? "required" : "optional"]
        case "metadata-options.http-endpoint": [metadata.hasEndpoint ? "enabled" : "disabled"]
        case "metadata-options.http-put-response-hop-limit": ["\(metadata.hopLimit)"]
        default: nil
        }
    }
}
