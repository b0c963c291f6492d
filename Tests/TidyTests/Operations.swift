import EC2Service
import EKSService
import Foundation
import IAMService
import RolecallService
import RolesAnywhereService
import STSService
import ServiceKit

/// The operations of the services: what AWS has, what is there, what is tested.
enum Operations {
    /// The operations of the embedded service models, as `service:Name`.
    static func modelled() throws -> Set<String> {
        var names: Set<String> = []
        for path in Repository.files(in: "Sources/System/CAssets/blobs", endings: ["model"]) {
            let service = URL(filePath: path).deletingPathExtension().lastPathComponent
            for line in try Repository.text(path).split(separator: "\n") {
                let fields = line.split(separator: "\t", maxSplits: 2)
                if fields.count > 1, fields[0] == "operation" {
                    names.insert("\(service):\(fields[1])")
                }
            }
        }
        return names
    }

    /// The operations that the program has handlers for.
    static func implemented() -> Set<String> {
        Set(IAMService.handlers.map { "iam:\($0.name)" })
            .union(STSService.handlers.map { "sts:\($0.name)" })
            .union(EC2Service.handlers.map { "ec2:\($0.name)" })
            .union(RolecallService.handlers.map { "rolecall:\($0.name)" })
            .union(EKSService.handlers.map { "eks:\($0.name)" })
            .union(EKSService.authHandlers.map { "eks-auth:\($0.name)" })
            .union(RolesAnywhereService.handlers.map { "rolesanywhere:\($0.name)" })
    }

    /// The operations that the clients' suite calls with and without the one permission they need.
    static func authorizationTested() throws -> Set<String> {
        let text = try Repository.text("Tests/Clients/authorization_table.py")
        return Set(
            text.matches(
                of: /Row\(\s*"(iam|sts|ec2|rolecall|eks|eks-auth|rolesanywhere)",\s*"(\w+)"/
            )
            .map { "\($0.1):\($0.2)" }
        )
    }
}
