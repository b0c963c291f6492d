internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let inlinePolicies: [Handler] = Holders.allCases.flatMap { holders -> [Handler] in
        [
            .write("Put\(holders.noun)Policy") { call in
                let holder = try holders.holder(call.input)
                try call.authorize("Put\(holders.noun)Policy", holder: holder)
                try call.directory.putInlinePolicy(
                    try call.input.requiredString("PolicyName"),
                    document: try call.input.requiredString("PolicyDocument"),
                    of: holder
                )
                return [:]
            },
            .read("Get\(holders.noun)Policy") { call in
                let holder = try holders.holder(call.input)
                try call.authorize("Get\(holders.noun)Policy", holder: holder)
                let policy = try call.directory.inlinePolicy(
                    try call.input.requiredString("PolicyName"),
                    of: holder
                )
                return [
                    "\(holders.noun)Name": .string(holder.name), "PolicyName": .string(policy.name),
                    "PolicyDocument": .document(policy.document),
                ]
            },
            .read("List\(holders.noun)Policies") { call in
                let holder = try holders.holder(call.input)
                try call.authorize("List\(holders.noun)Policies", holder: holder)
                let names = try call.directory.inlinePolicies(of: holder).map(\.name).sorted()
                return call.answer(try call.page(names) { $0 }, as: "PolicyNames") { .string($0) }
            },
            .write("Delete\(holders.noun)Policy") { call in
                let holder = try holders.holder(call.input)
                try call.authorize("Delete\(holders.noun)Policy", holder: holder)
                try call.directory.deleteInlinePolicy(
                    try call.input.requiredString("PolicyName"),
                    of: holder
                )
                return [:]
            },
        ]
    }
}
