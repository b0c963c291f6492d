import Base
import Directory
import PolicyEngine
import PolicyLanguage
import Testing

@Suite("AWS's managed policies")
struct AWSManagedPolicyTests {
    private let source = AWSManagedPolicies()

    private var all: [ManagedPolicy] {
        source.policies(pathPrefix: "/", after: nil, limit: .max)
    }

    @Test("are each found by ARN, and by nothing else")
    func lookup() {
        let all = all
        #expect(all.count == source.count)
        #expect(all.count > 1500)
        #expect(Set(all.map(\.id)).count == all.count)
        for policy in all {
            #expect(source.policy(arn: policy.arn) == policy)
            #expect(UniqueID.isValid(policy.id, prefix: .managedPolicy))
            #expect(policy.createDate <= policy.updateDate)
        }
        for arn in [
            "arn:aws:iam::aws:policy/administratoraccess",
            "arn:aws:iam::aws:policy/job-function/AdministratorAccess",
            "arn:aws:iam::aws:policy/", "arn:aws:iam::aws:policyAdministratorAccess",
            "arn:aws:iam::111122223333:policy/AdministratorAccess", "",
        ] {
            #expect(source.policy(arn: arn) == nil)
            #expect(source.versions(arn: arn).isEmpty)
        }
    }

    @Test("have documents that are policies and compile")
    func documents() throws {
        for policy in all {
            let versions = source.versions(arn: policy.arn)
            let version = try #require(versions.first)
            #expect(versions.count == 1)
            #expect(version.number == policy.defaultVersion)
            // Not all of them keep the rules for policies of accounts.
            let document = try PolicyDocument(parsing: Array(version.document.utf8))
            #expect(document.version == .v2012 && !document.statements.isEmpty)
            _ = CompiledPolicy(document)
        }
    }

    @Test("are paged in order of names, within any path", arguments: [1, 7, 100, 5000])
    func paging(size: Int) {
        for prefix in ["/", "/service-role/", "/job", "/nowhere/"] {
            let whole = source.policies(pathPrefix: prefix, after: nil, limit: .max)
            #expect(whole == all.filter { $0.path.hasPrefix(prefix) })
            guard size > 1 || prefix == "/job" else { continue }
            var paged: [ManagedPolicy] = []
            while true {
                let page = source.policies(
                    pathPrefix: prefix,
                    after: paged.last?.name,
                    limit: size
                )
                guard !page.isEmpty else { break }
                #expect(page.count <= size)
                paged += page
            }
            #expect(paged == whole)
        }
    }

    @Test("start after a name that is not there")
    func afterUnknown() {
        let first = source.policies(pathPrefix: "/", after: "AdministratorAccesr", limit: 1)
        #expect(first.map(\.name) == ["AdministratorAccess"])
        #expect(source.policies(pathPrefix: "/", after: "zzzz", limit: 1).isEmpty)
    }

    @Test("count in each account by themselves, as grants and as bounds")
    func counts() throws {
        let fixture = try DirectoryFixture(managedPolicies: source)
        let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        try fixture.change { directory in
            try directory.createUser(named: "ann", permissionsBoundary: arn)
            try directory.attach(policy: arn, to: .user("ann"))
        }
        for (account, count) in [(DirectoryFixture.alpha, 1), (DirectoryFixture.beta, 0)] {
            let usage = try fixture.look(account) { try $0.usage(of: try $0.policy(arn: arn)) }
            #expect(usage.attachmentCount == count)
            #expect(usage.boundaryCount == count)
        }
        try fixture.change { directory in
            try directory.detach(policy: arn, from: .user("ann"))
            try directory.deleteUser(named: "ann")
        }
        let usage = try fixture.look { try $0.usage(of: try $0.policy(arn: arn)) }
        #expect((usage.attachmentCount, usage.boundaryCount) == (0, 0))
    }
}
