"""IAM's policy simulator, with boto3 and the command line."""

import json

import pytest
from authorization_table import POLICY
from expect import error
from server import allow, deny, document


def test_a_custom_policy_as_the_documentation_shows(iam):
    policy = (
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*",'
        '"Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":'
        '"2018-08-16T12:00:00Z"}}}}'
    )
    answer = iam.simulate_custom_policy(
        PolicyInputList=[policy],
        ActionNames=["dynamodb:CreateBackup"],
        ContextEntries=[
            {
                "ContextKeyName": "aws:CurrentTime",
                "ContextKeyValues": ["2019-04-25T11:00:00Z"],
                "ContextKeyType": "date",
            }
        ],
    )
    assert answer["IsTruncated"] is False
    assert answer["EvaluationResults"] == [
        {
            "EvalActionName": "dynamodb:CreateBackup",
            "EvalResourceName": "*",
            "EvalDecision": "allowed",
            "MatchedStatements": [
                {
                    "SourcePolicyId": "PolicyInputList.1",
                    "SourcePolicyType": "none",
                    "StartPosition": {"Line": 1, "Column": 38},
                    "EndPosition": {"Line": 1, "Column": 167},
                }
            ],
            "MissingContextValues": [],
        }
    ]


def test_a_principal_with_all_that_bears_on_it(account):
    iam = account.iam
    iam.create_policy(PolicyName="Limit", PolicyDocument=document(allow("s3:*")))
    iam.create_user(UserName="Ann", PermissionsBoundary=account.arn("policy/Limit"))
    iam.put_user_policy(
        UserName="Ann",
        PolicyName="Own",
        PolicyDocument=document(
            allow("*"),
            deny("s3:DeleteObject", Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}}),
        ),
    )
    answer = iam.simulate_principal_policy(
        PolicySourceArn=account.arn("user/Ann"),
        ActionNames=["s3:DeleteObject", "sqs:SendMessage"],
        ResourceArns=["arn:aws:s3:::a/1", "arn:aws:s3:::a/2"],
    )
    first, second = answer["EvaluationResults"]
    assert first["EvalDecision"] == "allowed"
    assert first["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": True}
    assert first["EvalDecisionDetails"] == {}
    assert [each["EvalResourceName"] for each in first["ResourceSpecificResults"]] == [
        "arn:aws:s3:::a/1",
        "arn:aws:s3:::a/2",
    ]
    for each in first["ResourceSpecificResults"]:
        assert each["EvalResourceDecision"] == "allowed"
        assert each["MissingContextValues"] == ["aws:MultiFactorAuthPresent"]
        assert each["MatchedStatements"][0]["SourcePolicyId"] == "user_Ann_Own"
    assert second["EvalDecision"] == "implicitDeny"
    assert second["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}


def test_boto3_pages_through_the_actions(iam):
    actions = [f"s3:Action{number}" for number in range(7)]
    pages = iam.get_paginator("simulate_custom_policy").paginate(
        PolicyInputList=[POLICY], ActionNames=actions, PaginationConfig={"PageSize": 3}
    )
    pages = [[result["EvalActionName"] for result in page["EvaluationResults"]] for page in pages]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert sum(pages, []) == actions


def test_the_keys_of_policies(account):
    iam = account.iam
    iam.create_group(GroupName="Staff")
    own = document(allow("s3:*", Condition={"Bool": {"aws:SecureTransport": "true"}}))
    iam.put_group_policy(GroupName="Staff", PolicyName="Own", PolicyDocument=own)
    more = document(allow("s3:*", "arn:aws:s3:::home/${aws:username}"))
    answer = iam.get_context_keys_for_principal_policy(
        PolicySourceArn=account.arn("group/Staff"), PolicyInputList=[more]
    )
    assert answer["ContextKeyNames"] == ["aws:SecureTransport", "aws:username"]
    answer = iam.get_context_keys_for_custom_policy(PolicyInputList=[more])
    assert answer["ContextKeyNames"] == ["aws:username"]


@pytest.mark.parametrize(
    "more, message",
    [
        ({"CallerArn": "arn:aws:iam::111122223333:role/x"}, "must be an IAM user"),
        ({"ResourcePolicy": POLICY}, "Missing required field Principal"),
        ({"ResourceArns": ["a-key"]}, "not in a valid ARN format: a-key."),
        ({"ActionNames": ["s3:*"]}, "s3:*"),
    ],
)
def test_what_cannot_be_simulated(iam, more, message):
    parameters = {"PolicyInputList": [POLICY], "ActionNames": ["s3:GetObject"]} | more
    with error("InvalidInput", 400, message):
        iam.simulate_custom_policy(**parameters)


def test_the_aws_command_line(account):
    result = account.cli(
        "iam",
        "simulate-custom-policy",
        "--policy-input-list",
        POLICY,
        "--action-names",
        "s3:GetObject",
        "s3:PutObject",
    )
    results = json.loads(result.stdout)["EvaluationResults"]
    assert [each["EvalDecision"] for each in results] == ["allowed", "implicitDeny"]
