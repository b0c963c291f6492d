import Base
import Directory
import Testing

@Suite("Roles linked to services")
struct ServiceLinkedRoleTests {
    private static let services = [
        "access-analyzer.amazonaws.com", "autoscaling.amazonaws.com", "ecs.amazonaws.com",
        "es.amazonaws.com", "rds.amazonaws.com", "wafv2.amazonaws.com",
    ]

    @Test("have the service's policy and trust", arguments: services)
    func template(service: String) throws {
        let fixture = try DirectoryFixture(managedPolicies: AWSManagedPolicies())
        let template = try #require(ServiceLinkedRoleTemplate.of(service: service))
        let role = try fixture.change { try $0.createServiceLinkedRole(for: service) }
        #expect(role.name == template.roleName)
        #expect(role.isServiceLinked)
        try fixture.look { directory throws in
            let attached = try directory.attachedPolicies(of: .role(role.name))
            #expect(attached.map(\.arn) == [template.policyARN])
            #expect(try directory.trustPolicy(of: role) == template.trustPolicy)
        }
        let state = try #require(try fixture.directory.roleState(arn: role.arn))
        #expect(throws: Never.self) { try state.trustPolicy() }
    }

    @Test("are unknown for what is no service", arguments: ["", "autoscaling", "#", "# The", "x"])
    func unknown(service: String) throws {
        #expect(ServiceLinkedRoleTemplate.of(service: service) == nil)
        let fixture = try DirectoryFixture()
        #expect(throws: DirectoryError.self) {
            try fixture.change { try $0.createServiceLinkedRole(for: service) }
        }
    }

    @Test(
        "go with all that they had, and leave the task of their deletion",
        arguments: DirectoryFixture.Medium.allCases
    )
    func deletion(medium: DirectoryFixture.Medium) throws {
        let fixture = try DirectoryFixture(medium, managedPolicies: AWSManagedPolicies())
        let service = "autoscaling.amazonaws.com"
        let role = try fixture.change {
            try $0.createServiceLinkedRole(for: service, suffix: "blue")
        }
        let first = try fixture.change { try $0.deleteServiceLinkedRole(named: role.name) }
        #expect(first.roleARN == role.arn)
        try fixture.look { directory throws in
            #expect(try directory.roleDeletion(first.taskID) == first)
            #expect(try directory.count(.roles) == 0)
            #expect(try directory.entity(id: role.id) == nil)
            var used = PolicyFilter()
            used.onlyAttached = true
            #expect(try directory.policies(used, limit: 10).items.isEmpty)
        }
        try fixture.change { try $0.createServiceLinkedRole(for: service, suffix: "blue") }
        let second = try fixture.change { try $0.deleteServiceLinkedRole(named: role.name) }
        #expect(second.taskID != first.taskID)
        #expect(
            throws: DirectoryError.missing("The deletion task \(first.taskID) cannot be found.")
        ) {
            try fixture.look { try $0.roleDeletion(first.taskID) }
        }
    }
}
