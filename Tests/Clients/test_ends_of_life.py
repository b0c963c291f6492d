"""What is taken away is gone on the next request."""

import pytest
from expect import denied, error
from server import Keys, allow, document, trust


class Story:
    """Bob of one account, who holds a session of a role of another."""

    def __init__(self, account, other):
        self.account, self.other = account, other
        self.role = other.arn("role/Reader")
        iam = account.iam
        self.policy = iam.create_policy(
            PolicyName="assume", PolicyDocument=document(allow("sts:AssumeRole", self.role))
        )["Policy"]["Arn"]
        self.bob = account.user("Bob")
        iam.attach_user_policy(UserName="Bob", PolicyArn=self.policy)
        self.make_role()
        s3 = other.client("s3")
        s3.create_bucket(Bucket="reports")
        s3.put_object(Bucket="reports", Key="q3.txt", Body=b"well")
        self.session = self.assume()

    def make_role(self):
        self.other.iam.create_role(
            RoleName="Reader", AssumeRolePolicyDocument=trust(self.account.arn("user/Bob"))
        )
        self.other.iam.put_role_policy(
            RoleName="Reader",
            PolicyName="read",
            PolicyDocument=document(allow("s3:GetObject", "arn:aws:s3:::reports/*")),
        )

    def assume(self, keys=None):
        sts = self.account.client("sts", keys or self.bob)
        answer = sts.assume_role(RoleArn=self.role, RoleSessionName="bob")
        return Keys.of(answer["Credentials"])

    def whoami(self, keys):
        return self.account.client("sts", keys).get_caller_identity()["Arn"]

    def read(self, keys=None):
        s3 = self.other.client("s3", keys or self.session)
        return s3.get_object(Bucket="reports", Key="q3.txt")["Body"].read()


@pytest.fixture
def story(account, other):
    story = Story(account, other)
    assert story.read() == b"well"
    return story


def invalid_token():
    return error(
        "InvalidClientTokenId", 403, "The security token included in the request is invalid"
    )


def test_detaching_a_policy_ends_the_permission(story):
    story.account.iam.detach_user_policy(UserName="Bob", PolicyArn=story.policy)
    with denied():
        story.assume()
    assert story.read() == b"well"  # the trust side is only asked when a session begins


def test_a_new_default_version_counts_at_once(story):
    iam = story.account.iam
    iam.create_policy_version(
        PolicyArn=story.policy, PolicyDocument=document(allow("s3:*")), SetAsDefault=True
    )
    with denied():
        story.assume()
    iam.set_default_policy_version(PolicyArn=story.policy, VersionId="v1")
    story.assume()


def test_leaving_a_group_ends_its_permissions(account):
    iam = account.iam
    keys = account.user("Ann")
    iam.create_group(GroupName="Readers")
    iam.put_group_policy(
        GroupName="Readers", PolicyName="read", PolicyDocument=document(allow("iam:ListUsers"))
    )
    mine = account.client("iam", keys)
    with denied():
        mine.list_users()
    iam.add_user_to_group(GroupName="Readers", UserName="Ann")
    assert mine.list_users()["Users"]
    iam.remove_user_from_group(GroupName="Readers", UserName="Ann")
    with denied():
        mine.list_users()


def test_deactivating_a_key_refuses_it_and_activating_it_brings_it_back(story):
    iam = story.account.iam
    iam.update_access_key(UserName="Bob", AccessKeyId=story.bob.id, Status="Inactive")
    with invalid_token():
        story.whoami(story.bob)
    with invalid_token():
        story.assume()
    iam.update_access_key(UserName="Bob", AccessKeyId=story.bob.id, Status="Active")
    assert story.whoami(story.bob) == story.account.arn("user/Bob")


def test_deleting_a_key_refuses_it(story):
    story.account.iam.delete_access_key(UserName="Bob", AccessKeyId=story.bob.id)
    with invalid_token():
        story.whoami(story.bob)
    with error("InvalidAccessKeyId", 403):
        story.read(story.bob)


def test_a_roles_new_policy_decides_for_sessions_that_run(story):
    story.other.iam.delete_role_policy(RoleName="Reader", PolicyName="read")
    with denied():
        story.read()


def test_changing_the_trust_policy_keeps_sessions_and_refuses_new_ones(story):
    story.other.iam.update_assume_role_policy(
        RoleName="Reader", PolicyDocument=trust(story.other.arn("root"))
    )
    with denied():
        story.assume()
    assert story.read() == b"well"


def test_deleting_the_role_ends_its_sessions_for_ever(story):
    iam = story.other.iam
    before = iam.get_role(RoleName="Reader")["Role"]["RoleId"]
    iam.delete_role_policy(RoleName="Reader", PolicyName="read")
    iam.delete_role(RoleName="Reader")
    with invalid_token():
        story.whoami(story.session)
    with error("InvalidAccessKeyId", 403):
        story.read()
    with denied():
        story.assume()

    story.make_role()
    assert iam.get_role(RoleName="Reader")["Role"]["RoleId"] != before
    with invalid_token():
        story.whoami(story.session)
    with error("InvalidAccessKeyId", 403):
        story.read()
    assert story.read(story.assume()) == b"well"


def test_a_recreated_user_is_a_stranger(story):
    workers, owners = story.account.iam, story.other.iam
    bobs_id = workers.get_user(UserName="Bob")["User"]["UserId"]
    workers.detach_user_policy(UserName="Bob", PolicyArn=story.policy)
    workers.delete_access_key(UserName="Bob", AccessKeyId=story.bob.id)
    workers.delete_user(UserName="Bob")

    def trusted():
        role = owners.get_role(RoleName="Reader")["Role"]
        return role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["AWS"]

    assert trusted() == bobs_id and bobs_id.startswith("AIDA")

    bob = story.account.user("Bob", allow("sts:AssumeRole"))
    assert trusted() == bobs_id
    with denied():
        story.assume(bob)
    owners.update_assume_role_policy(
        RoleName="Reader", PolicyDocument=trust(story.account.arn("user/Bob"))
    )
    assert trusted() == story.account.arn("user/Bob")
    story.assume(bob)


def test_sessions_of_a_user_end_with_the_user(story):
    sts = story.account.client("sts", story.bob)
    keys = Keys.of(sts.get_session_token()["Credentials"])
    assert story.whoami(keys) == story.account.arn("user/Bob")
    iam = story.account.iam
    iam.detach_user_policy(UserName="Bob", PolicyArn=story.policy)
    iam.delete_access_key(UserName="Bob", AccessKeyId=story.bob.id)
    iam.delete_user(UserName="Bob")
    with invalid_token():
        story.whoami(keys)
    story.account.user("Bob")
    with invalid_token():
        story.whoami(keys)


def test_older_sessions_can_be_revoked_by_their_issue_time(story):
    later = "2099-01-01T00:00:00Z"
    statement = {
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": {"DateLessThan": {"aws:TokenIssueTime": later}},
    }
    story.other.iam.put_role_policy(
        RoleName="Reader", PolicyName="AWSRevokeOlderSessions", PolicyDocument=document(statement)
    )
    with denied():
        story.read()


def test_a_bucket_policy_counts_at_once(account):
    keys = account.user("Ann")
    s3, mine = account.client("s3"), account.client("s3", keys)
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="a", Body=b"a")
    with denied():
        mine.get_object(Bucket="notes", Key="a")
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": account.arn("user/Ann")},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::notes/*",
    }
    s3.put_bucket_policy(Bucket="notes", Policy=document(statement))
    assert mine.get_object(Bucket="notes", Key="a")["Body"].read() == b"a"
    s3.delete_bucket_policy(Bucket="notes")
    with denied():
        mine.get_object(Bucket="notes", Key="a")


def test_a_boundary_counts_at_once(account):
    iam = account.iam
    keys = account.user("Ann", allow("iam:*"))
    mine = account.client("iam", keys)
    assert mine.list_users()["Users"]
    boundary = iam.create_policy(PolicyName="boundary", PolicyDocument=document(allow("s3:*")))[
        "Policy"
    ]["Arn"]
    iam.put_user_permissions_boundary(UserName="Ann", PermissionsBoundary=boundary)
    with denied("because no permissions boundary allows the iam:ListUsers action"):
        mine.list_users()
    iam.delete_user_permissions_boundary(UserName="Ann")
    assert mine.list_users()["Users"]


def test_deleting_an_account_ends_its_keys(server):
    account = server.account("555566667777")
    sts = account.client("sts")
    assert sts.get_caller_identity()["Account"] == "555566667777"
    server.rolecall("account", "delete", account.id)
    with invalid_token():
        sts.get_caller_identity()


def test_replacing_an_account_ends_its_keys(server):
    account = server.account("555566667777")
    bob = account.user("Bob")
    again = server.account("555566667777")
    with invalid_token():
        account.client("sts", bob).get_caller_identity()
    assert again.iam.list_users()["Users"] == []
