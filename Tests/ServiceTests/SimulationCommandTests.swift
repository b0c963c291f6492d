import Base
import Directory
import IAMService
import Testing

@Suite("Simulation command")
struct SimulationCommandTests {
    private static let arn = "arn:aws:iam::111122223333:"

    private func run(_ words: String...) throws -> SimulateCommand.Answer {
        let lab = try SimulationLab()
        try lab.change { directory in
            _ = try directory.createUser(named: "ann", tags: [Tag(key: "team", value: "blue")])
            try directory.putInlinePolicy(
                "own",
                document: """
                    {"Version":"2012-10-17","Statement":[
                    {"Sid":"Home","Effect":"Allow","Action":"s3:GetObject",
                     "Resource":"arn:aws:s3:::home/${aws:username}/*",
                     "Condition":{"Bool":{"aws:SecureTransport":"true"}}},
                    {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}
                    """,
                of: .user("ann")
            )
            _ = try directory.createRole(
                named: "app",
                trustPolicy: """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                    "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}
                    """
            )
        }
        return try SimulateCommand(words).run(
            in: lab.directory,
            now: SimulationLab.now,
            resourcePolicy: { resource in
                guard resource.hasPrefix("arn:aws:s3:::open"),
                    let owner = AccountID(SimulationLab.account)
                else { return nil }
                return SimulateCommand.ResourcePolicy(
                    document: """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
                        "Action":"s3:*","Resource":"*"}}
                        """,
                    owner: owner
                )
            }
        )
    }

    @Test("an allowed action names the statement and its place")
    func allowed() throws {
        let answer = try run(
            "--principal",
            Self.arn + "user/ann",
            "--action",
            "s3:GetObject",
            "--resource=arn:aws:s3:::home/ann/x",
            "--context",
            "aws:SecureTransport=true"
        )
        #expect(answer.isAllowed)
        #expect(answer.text.contains("\"Home\""))
        #expect(answer.text.contains("in user_ann_own, 1:38 to 4:54"))
    }

    @Test("a refused action names what came nearest and which keys lack")
    func refused() throws {
        let answer = try run(
            "--principal",
            Self.arn + "user/ann",
            "--action",
            "s3:GetObject",
            "--resource",
            "arn:aws:s3:::home/ann/x"
        )
        #expect(!answer.isAllowed)
        #expect(answer.text.contains("because no identity-based policy allows"))
        #expect(
            answer.text.contains("asked for but not in the request: aws:SecureTransport")
        )
    }

    @Test("trust policies and other resources' policies count")
    func resources() throws {
        let ann = Self.arn + "user/ann"
        let role = try run(
            "--principal",
            ann,
            "--action",
            "sts:AssumeRole",
            "--resource",
            Self.arn + "role/app"
        )
        #expect(!role.isAllowed)
        #expect(role.text.contains("role trust policy"))
        let bucket = try run(
            "--principal",
            ann,
            "--action",
            "s3:PutObject",
            "--resource",
            "arn:aws:s3:::open/x"
        )
        #expect(bucket.isAllowed)
        let stranger = try run(
            "--principal",
            ann,
            "--action",
            "sts:AssumeRole",
            "--resource",
            "arn:aws:iam::444455556666:role/far"
        )
        #expect(!stranger.isAllowed)
    }

    @Test("the root user and sessions of roles can ask")
    func principals() throws {
        let root = try run("--principal", Self.arn + "root", "--action", "s3:GetObject")
        #expect(root.isAllowed)
        let session = try run(
            "--principal",
            "arn:aws:sts::111122223333:assumed-role/app/one",
            "--action",
            "s3:GetObject"
        )
        #expect(!session.isAllowed)
        #expect(session.text.contains("assumed-role/app/one"))
    }

    @Test(
        "words that are no question are refused",
        arguments: [
            ["--action", "s3:GetObject"], ["--principal", "x"],
            ["--principal", "x", "--action"], ["--principal", "x", "--action", "a:b", "--what"],
            ["--principal", "x", "--action", "a:b", "--context", "key"],
        ]
    )
    func misuse(_ words: [String]) {
        #expect(throws: SimulateCommand.Misuse.self) { try SimulateCommand(words) }
    }
}
