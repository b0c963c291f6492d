internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let attachments: [Handler] = Holders.allCases.flatMap { holders -> [Handler] in
        [
            .write("Attach\(holders.noun)Policy") { call in
                let holder = try holders.holder(call.input)
                let arn = try call.input.requiredString("PolicyArn")
                try EntityARN.require(arn)
                try call.authorize(
                    "Attach\(holders.noun)Policy",
                    holder: holder,
                    keys: [.value("iam:PolicyARN", arn)]
                )
                try call.directory.attach(policy: arn, to: holder)
                return [:]
            },
            .write("Detach\(holders.noun)Policy") { call in
                let holder = try holders.holder(call.input)
                let arn = try call.input.requiredString("PolicyArn")
                try EntityARN.require(arn)
                try call.authorize(
                    "Detach\(holders.noun)Policy",
                    holder: holder,
                    keys: [.value("iam:PolicyARN", arn)]
                )
                try call.directory.detach(policy: arn, from: holder)
                return [:]
            },
            .read("ListAttached\(holders.noun)Policies") { call in
                let holder = try holders.holder(call.input)
                try call.authorize("ListAttached\(holders.noun)Policies", holder: holder)
                let prefix = call.input.string("PathPrefix") ?? "/"
                var policies = try call.directory.attachedPolicies(of: holder)
                if prefix != "/" { policies.removeAll { !$0.path.hasPrefix(prefix) } }
                policies.sort { $0.arn < $1.arn }
                return call.answer(try call.page(policies) { $0.arn }, as: "AttachedPolicies") {
                    .attached($0)
                }
            },
        ]
    }
}

extension AttachedPolicy {
    /// The path within the ARN, from and to a slash.
    fileprivate var path: String {
        guard let resource = ARN(arn)?.resource, let start = resource.firstIndex(of: "/"),
            let end = resource.lastIndex(of: "/")
        else { return "/" }
        return String(resource[start...end])
    }
}
