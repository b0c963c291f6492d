"""Action, NotAction, Resource, NotResource, Version and the shape of statements."""

from builder import *

ACTION = UG + "reference_policies_elements_action"
NOTACTION = UG + "reference_policies_elements_notaction"
RESOURCE = UG + "reference_policies_elements_resource"
NOTRESOURCE = UG + "reference_policies_elements_notresource"

# pattern, action, result of Allow with Action, of Allow with NotAction
for pattern, action, positive, negative in [
    ("*", "s3:GetObject", A, I),
    ("s3:*", "s3:GetObject", A, I),
    ("s3:*", "ec2:RunInstances", I, A),
    ("S3:*", "s3:GetObject", A, I),
    ("s3:*", "S3:GetObject", A, I),
    ("s3:GETOBJECT", "s3:GetObject", A, I),
    ("s3:getobject", "S3:GETOBJECT", A, I),
    ("s3:GetObject", "s3:GetObjectAcl", I, A),
    ("s3:GetObjectAcl", "s3:GetObject", I, A),
    ("s3:GetObject*", "s3:GetObject", A, I),
    ("s3:GetObject*", "s3:GetObjectAcl", A, I),
    ("s3:Get*", "s3:PutObject", I, A),
    ("s3:get*", "s3:GetObject", A, I),
    ("s3:*Object", "s3:PutObject", A, I),
    ("s3:*Object", "s3:PutObjectAcl", I, A),
    ("s3:*Object*", "s3:PutObjectAcl", A, I),
    ("s3:G*O*t", "s3:GetObject", A, I),
    ("s3:G*O*t", "s3:GetObjectAcl", I, A),
    ("s3:**", "s3:GetObject", A, I),
    ("s3:Get?bject", "s3:GetObject", A, I),
    ("s3:Get??ject", "s3:GetObject", A, I),
    ("s3:GetObject?", "s3:GetObject", I, A),
    ("s3:?etObject", "s3:GetObject", A, I),
    ("s3:?????????", "s3:GetObject", A, I),
    ("s3:????????", "s3:GetObject", I, A),
    ("s3:?*", "s3:GetObject", A, I),
    ("s3:*?", "s3:GetObject", A, I),
    ("iam:*AccessKey*", "iam:CreateAccessKey", A, I),
    ("iam:*AccessKey*", "iam:ListAccessKeys", A, I),
    ("iam:*AccessKey*", "iam:CreateUser", I, A),
    ("iam:*accesskey*", "iam:CreateAccessKey", A, I),
    ("ec2:*", "s3:GetObject", I, A),
    ("s3-outposts:*", "s3:GetObject", I, A),
    ("s3:*", "s3-outposts:GetObject", I, A),
    ("execute-api:Invoke", "execute-api:Invoke", A, I),
    ("execute-api:*", "execute-api:Invoke", A, I),
]:
    case("action", f"Action {pattern} for {action}", positive, ACTION, action=action,
         identity=[doc(allow(pattern))])
    case("action", f"NotAction {pattern} for {action}", negative, NOTACTION, action=action,
         identity=[doc(allow(None, NotAction=pattern))])

for patterns, action, positive in [
    (["ec2:*", "s3:GetObject"], "s3:GetObject", A),
    (["ec2:*", "s3:PutObject"], "s3:GetObject", I),
    (["s3:GetObject"], "s3:GetObject", A),
    (["ec2:*", "*"], "s3:GetObject", A),
]:
    case("action", f"Action list {patterns}", positive, ACTION, action=action,
         identity=[doc(allow(patterns))])
    case("action", f"NotAction list {patterns}", I if positive == A else A, NOTACTION,
         action=action, identity=[doc(allow(None, NotAction=patterns))])

case("action", "dots and brackets are literal: s3:Get.bject", I, ACTION, DERIVED,
     identity=[doc(allow("s3:Get.bject"))])
case("action", "character classes are literal: s3:[Gg]etObject", I, ACTION, DERIVED,
     identity=[doc(allow("s3:[Gg]etObject"))])
case("action", "an action without a prefix matches nothing: GetObject", I, ACTION, DERIVED,
     identity=[doc(allow("GetObject"))])
case("action", "Deny with NotAction spares the listed action", A, NOTACTION,
     identity=[doc(allow(), deny(None, NotAction="s3:*"))])
case("action", "Deny with NotAction hits the rest", E, NOTACTION, action="ec2:RunInstances",
     resource="arn:aws:ec2:us-east-1:123456789012:instance/i-1",
     identity=[doc(allow(), deny(None, NotAction="s3:*"))])
case("action", "Allow with NotAction does not deny the listed action", A, NOTACTION,
     identity=[doc(allow(None, NotAction="s3:*"), allow("s3:GetObject"))])
case("action", "wildcard in the prefix of NotAction", I, ACTION, CONTESTED, accept=[A, I],
     identity=[doc(allow(None, NotAction="s*:GetObject"))])

SQS = "arn:aws:sqs:us-east-1:123456789012:q1"
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/T/index/i"
USER = "arn:aws:iam::123456789012:user/accounting/east/bob"
LOG = "arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:s"
# pattern, resource, result of Allow with Resource, of Allow with NotResource
for pattern, resource, positive, negative in [
    ("*", OBJECT, A, I),
    (OBJECT, OBJECT, A, I),
    ("arn:aws:s3:::bucket/*", OBJECT, A, I),
    ("arn:aws:s3:::bucket", OBJECT, I, A),
    ("arn:aws:s3:::bucket*", OBJECT, A, I),
    ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", I, A),
    ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/", A, I),
    ("arn:aws:s3:::*", OBJECT, A, I),
    ("arn:aws:s3:::*/key", OBJECT, A, I),
    ("arn:aws:s3:::*/key", "arn:aws:s3:::bucket/a/key", A, I),
    ("arn:aws:s3:::*/key", "arn:aws:s3:::bucket/akey", I, A),
    ("arn:aws:s3:::b?cket/key", OBJECT, A, I),
    ("arn:aws:s3:::b?cket/key", "arn:aws:s3:::bcket/key", I, A),
    ("arn:aws:s3:::buck??/k?y", OBJECT, A, I),
    ("arn:aws:s3:::buck???/k?y", OBJECT, I, A),
    ("arn:aws:s3:::bucket/?", "arn:aws:s3:::bucket/", I, A),
    ("arn:aws:s3:::bucket/?*", "arn:aws:s3:::bucket/", I, A),
    ("arn:aws:s3:::bucket/a*b*c", "arn:aws:s3:::bucket/a1b2b3c", A, I),
    ("arn:aws:s3:::bucket/a*b*c", "arn:aws:s3:::bucket/a1b2b3cd", I, A),
    ("arn:aws:s3:::bucket/*a*a*a*a*b", "arn:aws:s3:::bucket/aaaaaaaaaaaaaaaaaaaaaaaa", I, A),
    ("arn:aws:s3:::bucket/*.jpg", "arn:aws:s3:::bucket/x/y.jpg", A, I),
    ("arn:aws:s3:::bucket/*.jpg", "arn:aws:s3:::bucket/x/y.JPG", I, A),
    ("arn:aws:s3:::bucket/*.jpg", "arn:aws:s3:::bucket/jpg", I, A),
    ("arn:aws:s3:::bucket/[a-z]", "arn:aws:s3:::bucket/b", I, A),
    ("arn:aws:s3:::bucket/a+", "arn:aws:s3:::bucket/aa", I, A),
    ("arn:aws:s3:::bucket/a+", "arn:aws:s3:::bucket/a+", A, I),
    ("arn:aws:s3:::bucket/^a", "arn:aws:s3:::bucket/^a", A, I),
    ("arn:aws:s3:::bucket/a b", "arn:aws:s3:::bucket/a b", A, I),
    ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a:b:c", A, I),
    (SQS, SQS, A, I),
    ("arn:aws:sqs:*:123456789012:q1", SQS, A, I),
    ("arn:aws:sqs:us-*:123456789012:q1", SQS, A, I),
    ("arn:aws:sqs:us-?ast-1:123456789012:q1", SQS, A, I),
    ("arn:aws:sqs:eu-*:123456789012:q1", SQS, I, A),
    ("arn:aws:sqs:*:*:q1", SQS, A, I),
    ("arn:aws:sqs:*:*:*", SQS, A, I),
    ("arn:aws:sqs:us-east-1:999988887777:q1", SQS, I, A),
    ("arn:aws:sqs:us-east-1::q1", SQS, I, A),
    ("arn:aws:sqs:us-east-1:123456789012:Q1", SQS, I, A),
    ("arn:aws:sns:us-east-1:123456789012:q1", SQS, I, A),
    ("arn:aws-cn:sqs:us-east-1:123456789012:q1", SQS, I, A),
    ("arn:*:sqs:us-east-1:123456789012:q1", SQS, A, I),
    ("arn:aws:dynamodb:*:*:table/T", TABLE, I, A),
    ("arn:aws:dynamodb:*:*:table/T/*", TABLE, A, I),
    ("arn:aws:dynamodb:*:*:table/*/index/*", TABLE, A, I),
    ("arn:aws:iam::123456789012:user/accounting/*", USER, A, I),
    ("arn:aws:iam::123456789012:user/*/bob", USER, A, I),
    ("arn:aws:iam::123456789012:user/bob", USER, I, A),
    ("arn:aws:iam::*:user/accounting/?ast/bob", USER, A, I),
    ("arn:aws:logs:*:*:log-group:g:*", LOG, A, I),
    ("arn:aws:logs:*:*:log-group:*:log-stream:s", LOG, A, I),
    ("arn:aws:logs:*:*:log-group:g", LOG, I, A),
]:
    case("resource", f"Resource {pattern} for {resource}", positive, RESOURCE, resource=resource,
         identity=[doc(allow("*", pattern))])
    case("resource", f"NotResource {pattern} for {resource}", negative, NOTRESOURCE,
         resource=resource, identity=[doc(allow("*", None, NotResource=pattern))])

for patterns, positive in [
    (["arn:aws:s3:::other/*", "arn:aws:s3:::bucket/*"], A),
    (["arn:aws:s3:::other/*", "arn:aws:s3:::third/*"], I),
    (["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"], A),
]:
    case("resource", f"Resource list {patterns}", positive, RESOURCE,
         identity=[doc(allow("*", patterns))])
    case("resource", f"NotResource list {patterns}", I if positive == A else A, NOTRESOURCE,
         identity=[doc(allow("*", None, NotResource=patterns))])

case("resource", "Deny with NotResource hits what is outside", E, NOTRESOURCE,
     resource="arn:aws:s3:::elsewhere/key",
     identity=[doc(allow(), deny("*", None, NotResource="arn:aws:s3:::bucket/*"))])
case("resource", "Deny with NotAction and NotResource spares both", A, NOTRESOURCE,
     identity=[doc(allow(), deny(None, None, NotAction="s3:*", NotResource=OBJECT))])
case("resource", "Deny with NotAction and NotResource hits other action on other resource", E,
     NOTRESOURCE, action="ec2:StopInstances",
     resource="arn:aws:ec2:us-east-1:123456789012:instance/i-1",
     identity=[doc(allow(), deny(None, None, NotAction="s3:*", NotResource=OBJECT))])
case("resource", "an action that takes no resource needs Resource *", A, RESOURCE,
     action="s3:ListAllMyBuckets", resource="*", request={"wildcardOnly": True},
     identity=[doc(allow("s3:ListAllMyBuckets", "*"))])
case("resource", "an action that takes no resource: an ARN does not cover it", I, RESOURCE,
     action="iam:ListUsers", resource="*", request={"wildcardOnly": True},
     identity=[doc(allow("iam:ListUsers", "arn:aws:iam::123456789012:user/alice"))])
case("resource", "an ARN with fewer than six parts is completed with wildcards", A, RESOURCE,
     CONTESTED, accept=[A, I], resource=SQS, identity=[doc(allow("*", "arn:aws:sqs"))])
case("resource", "an ARN with five parts is completed with a wildcard", A, RESOURCE,
     CONTESTED, accept=[A, I], resource=SQS,
     identity=[doc(allow("*", "arn:aws:sqs:us-east-1:123456789012"))])

SHAPE = UG + "reference_policies_grammar"
case("shape", "a single statement may stand without a list", A, SHAPE,
     identity=[{"Version": "2012-10-17", "Statement": allow("s3:*")}])
case("shape", "a statement may have a Sid", A, SHAPE, identity=[doc(allow("s3:*", Sid="One"))])
case("shape", "a document may have an Id", A, SHAPE,
     identity=[{"Id": "x", **doc(allow("s3:*"))}])
case("shape", "a document without Version", A, UG + "reference_policies_elements_version",
     identity=[doc(allow("s3:*"), version=None)])
case("shape", "the older Version", A, UG + "reference_policies_elements_version",
     identity=[doc(allow("s3:*"), version="2008-10-17")])
case("shape", "an empty Condition always holds", A, SHAPE, DERIVED,
     identity=[doc(allow("s3:*", Condition={}))])
case("shape", "an empty operator block always holds", A, SHAPE, DERIVED,
     identity=[doc(allow("s3:*", Condition={"StringEquals": {}}))])
case("shape", "an empty document grants nothing", I, LOGIC, DERIVED, identity=[doc()])
case("shape", "a condition value may be a number", A, SHAPE, context={"s3:max-keys": "10"},
     identity=[doc(allow("s3:*", Condition={"NumericEquals": {"s3:max-keys": 10}}))])
case("shape", "a condition value may be a boolean", A, SHAPE,
     context={"aws:SecureTransport": "true"},
     identity=[doc(allow("s3:*", Condition={"Bool": {"aws:SecureTransport": True}}))])
