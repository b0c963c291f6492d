internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let boundaries: [Handler] = [Holders.users, .roles].flatMap { holders -> [Handler] in
        [
            .write("Put\(holders.noun)PermissionsBoundary") { call in
                let holder = try holders.holder(call.input)
                let arn = try call.input.requiredString("PermissionsBoundary")
                try EntityARN.require(arn)
                try call.authorize(
                    "Put\(holders.noun)PermissionsBoundary",
                    holder: holder,
                    keys: [.value("iam:PermissionsBoundary", arn)]
                )
                try call.directory.setPermissionsBoundary(of: holder, to: arn)
                return [:]
            },
            .write("Delete\(holders.noun)PermissionsBoundary") { call in
                let holder = try holders.holder(call.input)
                try call.authorize("Delete\(holders.noun)PermissionsBoundary", holder: holder)
                try call.directory.setPermissionsBoundary(of: holder, to: nil)
                return [:]
            },
        ]
    }
}
