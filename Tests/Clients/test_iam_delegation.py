"""Delegation requests: who may do what with them, in which state, and what they say."""

import pytest
from expect import denied, error, missing
from server import allow, deny, document


@pytest.fixture
def partner(other):
    """An account that asks for access, with a template for what it asks for."""
    other.template = other.iam.create_policy(
        PolicyName="Template",
        PolicyDocument=document(
            allow("s3:GetObject", "arn:aws:s3:::@{bucket}/*"),
            allow(
                "iam:CreateRole",
                Condition={"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/B"}},
            ),
        ),
    )["Policy"]["Arn"]
    return other


def create(partner, workflow="workflow-1", bucket="shelf", **more):
    parameters = [{"Name": "bucket", "Values": [bucket], "Type": "string"}] if bucket else []
    return partner.iam.create_delegation_request(
        **{
            "Description": "Set up the shelf",
            "Permissions": {"PolicyTemplateArn": partner.template, "Parameters": parameters},
            "RequestorWorkflowId": workflow,
            "NotificationChannel": f"arn:aws:sns:us-east-1:{partner.id}:topic",
            "SessionDuration": 3600,
        }
        | more
    )["DelegationRequestId"]


def get(account, identifier, **more):
    answer = account.iam.get_delegation_request(DelegationRequestId=identifier, **more)
    return answer["DelegationRequest"]


def wrong(state):
    return error("InvalidInput", 400, f"is in state {state}.")


def test_a_request_goes_its_way(account, partner):
    identifier = create(
        partner, OwnerAccountId=account.id, RequestMessage="Please", RedirectUrl="https://x.example/"
    )
    request = get(account, identifier)
    assert request["State"] == "UNASSIGNED"
    assert request["OwnerAccountId"] == account.id and "OwnerId" not in request
    assert request["RequestorId"] == partner.id
    assert request["Description"] == "Set up the shelf" and request["RequestMessage"] == "Please"
    assert request["Permissions"]["PolicyTemplateArn"] == partner.template
    assert request["Permissions"]["Parameters"][0]["Values"] == ["shelf"]
    assert "arn:aws:s3:::shelf/*" in request["PermissionPolicy"]
    assert request["RolePermissionRestrictionArns"] == ["arn:aws:iam::aws:policy/B"]
    assert request["SessionDuration"] == 3600 and request["OnlySendByOwner"] is False
    day = (request["ExpirationTime"] - request["CreateDate"]).total_seconds()
    assert day == 86_400

    iam = account.iam
    iam.associate_delegation_request(DelegationRequestId=identifier)
    request = get(account, identifier)
    assert (request["State"], request["OwnerId"]) == ("ASSIGNED", account.arn("root"))
    week = (request["ExpirationTime"] - request["UpdatedTime"]).total_seconds()
    assert week == 7 * 86_400
    iam.update_delegation_request(DelegationRequestId=identifier, Notes="Please check")
    request = get(account, identifier)
    assert (request["State"], request["Notes"]) == ("PENDING_APPROVAL", "Please check")
    iam.accept_delegation_request(DelegationRequestId=identifier)
    request = get(account, identifier)
    assert (request["State"], request["ApproverId"]) == ("ACCEPTED", account.arn("root"))
    with wrong("ACCEPTED"):
        iam.update_delegation_request(DelegationRequestId=identifier)
    iam.send_delegation_token(DelegationRequestId=identifier)
    assert get(account, identifier)["State"] == "FINALIZED"
    for operation in ("reject_delegation_request", "accept_delegation_request"):
        with wrong("FINALIZED"):
            getattr(iam, operation)(DelegationRequestId=identifier)


def test_an_accepted_request_can_be_rejected_and_stays_so(account, partner):
    identifier = create(partner)
    iam = account.iam
    with wrong("UNASSIGNED"):
        iam.accept_delegation_request(DelegationRequestId=identifier)
    with wrong("UNASSIGNED"):
        iam.reject_delegation_request(DelegationRequestId=identifier)
    iam.associate_delegation_request(DelegationRequestId=identifier)
    with wrong("ASSIGNED"):
        iam.send_delegation_token(DelegationRequestId=identifier)
    iam.accept_delegation_request(DelegationRequestId=identifier)
    iam.reject_delegation_request(DelegationRequestId=identifier, Notes="No")
    request = get(account, identifier)
    assert (request["State"], request["RejectionReason"]) == ("REJECTED", "No")
    for operation in ("update", "accept", "associate"):
        with wrong("REJECTED"):
            getattr(iam, f"{operation}_delegation_request")(DelegationRequestId=identifier)


def test_a_request_is_for_one_account_or_for_any(account, partner):
    mine = create(partner, OwnerAccountId=partner.id)
    with denied():
        account.iam.get_delegation_request(DelegationRequestId=mine)
    with denied():
        account.iam.associate_delegation_request(DelegationRequestId=mine)
    anyones = create(partner, workflow="workflow-2")
    get(account, anyones)
    get(partner, anyones)
    account.iam.associate_delegation_request(DelegationRequestId=anyones)
    with denied():
        partner.iam.get_delegation_request(DelegationRequestId=anyones)


def test_the_owner_may_get_and_update_but_not_accept(account, partner):
    identifier = create(partner)
    keys = account.user("Owner", allow("iam:AssociateDelegationRequest"))
    iam = account.client("iam", keys)
    with denied("iam:GetDelegationRequest"):
        iam.get_delegation_request(DelegationRequestId=identifier)
    iam.associate_delegation_request(DelegationRequestId=identifier)
    request = iam.get_delegation_request(DelegationRequestId=identifier)["DelegationRequest"]
    assert request["OwnerId"] == account.arn("user/Owner")
    iam.update_delegation_request(DelegationRequestId=identifier)
    entity = account.arn(f"delegation-request/{identifier}")
    assert iam.get_human_readable_summary(EntityArn=entity)["SummaryState"] == "AVAILABLE"
    with denied("iam:AcceptDelegationRequest"):
        iam.accept_delegation_request(DelegationRequestId=identifier)
    account.allow("Owner", deny("iam:GetDelegationRequest"))
    with denied("explicit deny"):
        iam.get_delegation_request(DelegationRequestId=identifier)


def test_a_condition_on_the_owner_holds(account, partner):
    identifier = create(partner)
    account.iam.associate_delegation_request(DelegationRequestId=identifier)
    condition = {
        "Condition": {"StringEquals": {"iam:DelegationRequestOwner": account.arn("root")}}
    }
    keys = account.user("Admin", allow("iam:*Delegation*", **condition))
    iam = account.client("iam", keys)
    iam.accept_delegation_request(DelegationRequestId=identifier)
    other = create(partner, workflow="workflow-2")
    with denied():
        iam.get_delegation_request(DelegationRequestId=other)


def test_the_token_may_be_the_owners_alone_to_send(account, partner):
    identifier = create(partner, OnlySendByOwner=True)
    keys = account.user("Owner", allow("iam:*"))
    owner = account.client("iam", keys)
    owner.associate_delegation_request(DelegationRequestId=identifier)
    account.iam.accept_delegation_request(DelegationRequestId=identifier)
    with denied("by its owner"):
        account.iam.send_delegation_token(DelegationRequestId=identifier)
    owner.send_delegation_token(DelegationRequestId=identifier)


def test_root_accepts_four_hours_at_most(account, partner):
    identifier = create(partner, SessionDuration=4 * 3600 + 1)
    account.iam.associate_delegation_request(DelegationRequestId=identifier)
    with error("InvalidInput", 400, "14400 seconds"):
        account.iam.accept_delegation_request(DelegationRequestId=identifier)
    admin = account.client("iam", account.user("Admin", allow("iam:*")))
    admin.accept_delegation_request(DelegationRequestId=identifier)


def test_owned_requests_are_listed_in_pages(account, partner):
    made = {create(partner, workflow=f"workflow-{number}") for number in range(5)}
    create(partner, workflow="workflow-unowned", OwnerAccountId=account.id)
    assert account.iam.list_delegation_requests()["DelegationRequests"] == []
    for identifier in made:
        account.iam.associate_delegation_request(DelegationRequestId=identifier)
    listed, marker = [], {}
    while True:
        page = account.iam.list_delegation_requests(MaxItems=2, **marker)
        assert len(page["DelegationRequests"]) <= 2
        listed += [request["DelegationRequestId"] for request in page["DelegationRequests"]]
        if not page["isTruncated"]:
            break
        marker = {"Marker": page["Marker"]}
    assert len(listed) == 5 and set(listed) == made
    nobody = account.iam.list_delegation_requests(OwnerId=account.arn("user/Nobody"))
    assert nobody["DelegationRequests"] == []
    assert partner.iam.list_delegation_requests()["DelegationRequests"] == []


def test_what_cannot_be_asked_for_is_refused(account, partner):
    create(partner)
    with error("EntityAlreadyExists", 409):
        create(partner)
    with error("InvalidInput", 400, "was not found"):
        create(partner, "workflow-2", Permissions={"PolicyTemplateArn": partner.arn("policy/None")})
    with error("InvalidInput", 400, "Parameter bucket is missing."):
        create(partner, "workflow-2", bucket=None)
    with error("InvalidInput", 400, "SNS"):
        create(partner, "workflow-2", NotificationChannel="mail")
    with error("InvalidInput", 400):
        create(
            partner,
            "workflow-2",
            Permissions={"Parameters": [{"Name": "bucket", "Values": ["shelf"]}]},
        )
    with missing():
        account.iam.get_delegation_request(DelegationRequestId="0" * 36)
    create(partner, "workflow-2")


def test_permissions_are_checked_on_request(account, partner):
    identifier = create(partner)

    def result(iam):
        answer = iam.get_delegation_request(
            DelegationRequestId=identifier, DelegationPermissionCheck=True
        )
        assert answer["PermissionCheckStatus"] == "COMPLETE"
        return answer["PermissionCheckResult"]

    assert result(account.iam) == "ALLOWED"
    keys = account.user("Some", allow("iam:GetDelegationRequest"))
    assert result(account.client("iam", keys)) == "DENIED"
    account.allow("Some", allow("iam:*"), allow("s3:*", "arn:aws:s3:::shelf/*"))
    assert result(account.client("iam", keys)) == "ALLOWED"


def test_a_summary_is_english(account, partner):
    identifier = create(partner)
    entity = account.arn(f"delegation-request/{identifier}")
    answer = account.iam.get_human_readable_summary(EntityArn=entity, Locale="en-US")
    assert answer["SummaryState"] == "AVAILABLE" and answer["Locale"] == "en-US"
    assert "s3:GetObject on arn:aws:s3:::shelf/*" in answer["SummaryContent"]
    answer = account.iam.get_human_readable_summary(EntityArn=entity, Locale="de")
    assert answer["SummaryState"] == "NOT_SUPPORTED" and "SummaryContent" not in answer
    with error("InvalidInput", 400):
        account.iam.get_human_readable_summary(EntityArn=account.arn("user/Nobody"))


def test_requests_go_with_their_accounts(account, partner):
    identifier = create(partner)
    account.iam.associate_delegation_request(DelegationRequestId=identifier)
    partner.server.account(partner.id)
    with missing():
        account.iam.get_delegation_request(DelegationRequestId=identifier)
    assert account.iam.list_delegation_requests()["DelegationRequests"] == []
