"""An account with one of everything, for the tables of operations."""

import functools
import json
import re

import botocore.exceptions
import pytest
from authorization_table import BINDING, IMAGE, PODS_TRUST, POLICY, UPLOAD
from authorities import Party
from certificates import Certificate, metadata
from credentials import GIT, PASSWORD, SSH_KEY, Device
from server import trust


def furnish(account):
    """Gives an empty account one of everything, and a caller without permissions."""
    iam = account.iam
    tags = [{"Key": "team", "Value": "red"}]
    for name in ("Shared", "Loose"):
        iam.create_policy(PolicyName=name, PolicyDocument=POLICY)
    shared = account.arn("policy/Shared")
    iam.create_policy_version(PolicyArn=shared, PolicyDocument=POLICY)
    iam.tag_policy(PolicyArn=shared, Tags=tags)
    iam.create_user(UserName="Old", Tags=tags, PermissionsBoundary=shared)
    iam.put_user_policy(UserName="Old", PolicyName="Inline", PolicyDocument=POLICY)
    iam.attach_user_policy(UserName="Old", PolicyArn=shared)
    key = iam.create_access_key(UserName="Old")["AccessKey"]["AccessKeyId"]
    iam.create_group(GroupName="Staff")
    iam.put_group_policy(GroupName="Staff", PolicyName="Inline", PolicyDocument=POLICY)
    iam.attach_group_policy(GroupName="Staff", PolicyArn=shared)
    iam.add_user_to_group(GroupName="Staff", UserName="Old")
    iam.create_role(
        RoleName="Worker", AssumeRolePolicyDocument=PODS_TRUST, Tags=tags, PermissionsBoundary=shared
    )
    iam.put_role_policy(RoleName="Worker", PolicyName="Inline", PolicyDocument=POLICY)
    iam.attach_role_policy(RoleName="Worker", PolicyArn=shared)
    iam.create_instance_profile(InstanceProfileName="Machine", Tags=tags)
    iam.add_role_to_instance_profile(InstanceProfileName="Machine", RoleName="Worker")
    iam.create_user(UserName="Bare")
    iam.create_group(GroupName="Vacant")
    iam.create_role(RoleName="Idle", AssumeRolePolicyDocument=PODS_TRUST)
    iam.create_instance_profile(InstanceProfileName="Spare")
    iam.create_role(RoleName="Assumable", AssumeRolePolicyDocument=trust(account.arn("root")))
    iam.create_open_id_connect_provider(Url="https://idp.example.com", Tags=tags)
    iam.create_saml_provider(
        Name="Corp", SAMLMetadataDocument=metadata(Certificate("idp")), Tags=tags
    )
    iam.upload_server_certificate(ServerCertificateName="Site", Tags=tags, **UPLOAD)
    signing = iam.upload_signing_certificate(
        UserName="Old", CertificateBody=Certificate("old").pem
    )["Certificate"]
    iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    iam.create_service_linked_role(AWSServiceName="batch.amazonaws.com")
    deletion = iam.delete_service_linked_role(RoleName="AWSServiceRoleForBatch")["DeletionTaskId"]
    caller = account.user("Caller")
    iam.create_account_alias(AccountAlias=f"alias-{account.id}")
    for name in ("Old", "Caller"):
        iam.create_login_profile(UserName=name, Password=PASSWORD)
    iam.update_account_password_policy(MinimumPasswordLength=8)
    spare, worn = Device(iam, "spare", Tags=tags), Device(iam, "worn")
    worn.enable("Old")
    ssh = iam.upload_ssh_public_key(UserName="Old", SSHPublicKeyBody=SSH_KEY)["SSHPublicKey"]
    git = iam.create_service_specific_credential(UserName="Old", ServiceName=GIT)
    account.cluster("prod")
    pods = account.client("eks").create_pod_identity_association(
        clusterName="prod",
        namespace="shop",
        serviceAccount="cart",
        roleArn=account.arn("role/Worker"),
    )["association"]
    texts = {
        "POD-ID": pods["associationId"],
        "ACCOUNT": account.id,
        "SSHID": ssh["SSHPublicKeyId"],
        "CREDID": git["ServiceSpecificCredential"]["ServiceSpecificCredentialId"],
        "CODE1": spare.code(-1),
        "CODE2": spare.code(0),
        "CODE3": worn.code(1),
        "CODE4": worn.code(2),
        "ACCESS-KEY": key,
        "SIGNING": signing["CertificateId"],
        "DELETION": deletion,
    }

    @functools.cache
    def delegation(state):
        """A delegation request that is so far, made when a row asks for it."""
        made = iam.create_delegation_request(
            OwnerAccountId=account.id,
            Description="x",
            Permissions={"PolicyTemplateArn": shared},
            RequestorWorkflowId=f"workflow-{state}",
            NotificationChannel=f"arn:aws:sns:us-east-1:{account.id}:topic",
            SessionDuration=3600,
        )["DelegationRequestId"]
        if state != "NEW":
            iam.associate_delegation_request(DelegationRequestId=made)
        if state == "ACCEPTED":
            iam.accept_delegation_request(DelegationRequestId=made)
        return made

    @functools.cache
    def instances():
        """The words for instances, made when a row asks for one."""
        ec2 = account.client("ec2")
        start = {"ImageId": IMAGE, "MinCount": 1, "MaxCount": 1}
        bare = ec2.run_instances(**start)["Instances"][0]["InstanceId"]
        bound = ec2.run_instances(**start, IamInstanceProfile=BINDING)["Instances"][0]
        (association,) = ec2.describe_iam_instance_profile_associations()[
            "IamInstanceProfileAssociations"
        ]
        return {
            "INSTANCE-BARE": bare,
            "INSTANCE-BOUND": bound["InstanceId"],
            "ASSOCIATION": association["AssociationId"],
        }

    @functools.cache
    def anywhere():
        """The words for IAM Roles Anywhere, made when a row asks for one."""
        client, root = account.client("rolesanywhere"), Party("Root", authority=True)
        data = {"x509CertificateData": root.pem.decode()}
        source = {"sourceType": "CERTIFICATE_BUNDLE", "sourceData": data}
        anchor = client.create_trust_anchor(name="a", source=source)["trustAnchor"]
        crl = client.import_crl(
            name="c", crlData=root.revocations(), trustAnchorArn=anchor["trustAnchorArn"]
        )["crl"]
        profile = client.create_profile(name="p", roleArns=[account.arn("role/Worker")])["profile"]
        return {
            "ANCHOR-ID": anchor["trustAnchorId"],
            "CRL-ID": crl["crlId"],
            "PROFILE-ID": profile["profileId"],
        }

    def fill(value):
        text = json.dumps(value)
        if re.search("(ANCHOR|CRL|PROFILE)-ID", text):
            for name, replacement in anywhere().items():
                text = text.replace(name, replacement)
        if re.search("INSTANCE-|ASSOCIATION", text):
            for name, replacement in instances().items():
                text = text.replace(name, replacement)
        for name, replacement in texts.items():
            text = text.replace(name, json.dumps(replacement)[1:-1])
        text = re.sub("DELEGATION-([A-Z]+)", lambda match: delegation(match[1]), text)
        return json.loads(text)

    def call(row):
        client = account.client(row.service, caller)
        method = getattr(client, botocore.xform_name(row.operation))
        if not row.error:
            answer = method(**fill(row.parameters))
            assert answer["ResponseMetadata"]["HTTPStatusCode"] in (200, 201)
            return answer
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            method(**fill(row.parameters))
        # A refusal of the gate tells the action; one behind it does not.
        failure = caught.value.response["Error"]
        if failure["Code"] != row.error or "not authorized to perform" in failure["Message"]:
            raise caught.value
        return caught.value.response

    account.call, account.fill, account.texts, account.caller = call, fill, texts, caller
    return account
