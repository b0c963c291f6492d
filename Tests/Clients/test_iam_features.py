"""What an account can switch on: outbound federation, properties, organization features."""

import pytest
from expect import denied, error, missing
from server import allow


class TestOutboundFederation:
    def test_it_is_off_at_first(self, account):
        text = f"Outbound identity federation is disabled for account {account.id}"
        with error("FeatureDisabled", 404, text):
            account.iam.get_outbound_web_identity_federation_info()
        with error("FeatureDisabled", 404):
            account.iam.disable_outbound_web_identity_federation()

    def test_the_issuer_stays_while_the_switch_is_turned(self, account, other):
        iam = account.iam
        issuer = iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
        assert issuer.startswith(f"{account.server.endpoint}/_tokens/{account.id}/")
        info = iam.get_outbound_web_identity_federation_info()
        assert (info["IssuerIdentifier"], info["JwtVendingEnabled"]) == (issuer, True)
        with error("FeatureEnabled", 409):
            iam.enable_outbound_web_identity_federation()
        iam.disable_outbound_web_identity_federation()
        with error("FeatureDisabled", 404):
            iam.get_outbound_web_identity_federation_info()
        assert iam.enable_outbound_web_identity_federation()["IssuerIdentifier"] == issuer
        assert other.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"] != issuer


class TestAccountProperties:
    def test_the_role_manager_is_off_at_first(self, iam):
        assert iam.get_account_properties()["Properties"] == {"RoleManager/Enabled": "false"}

    def test_it_can_be_enabled_and_disabled(self, iam):
        role = "AWSServiceRoleForIAMRoleManager"
        for _ in range(2):
            iam.put_account_properties(Properties={"RoleManager/Enabled": "true"})
            assert iam.get_account_properties()["Properties"] == {"RoleManager/Enabled": "true"}
        made = iam.get_role(RoleName=role)["Role"]
        assert made["Path"] == "/aws-service-role/role-manager.iam.amazonaws.com/"
        iam.put_account_properties(Properties={"RoleManager/Enabled": "false", "RoleManager/X": "1"})
        assert iam.get_account_properties()["Properties"] == {"RoleManager/Enabled": "false"}
        assert iam.get_role(RoleName=role)["Role"]["RoleId"] == made["RoleId"]

    @pytest.mark.parametrize(
        ("properties", "text"),
        [
            ({"RoleManager": "x"}, "must be in format Namespace/PropertyName: RoleManager"),
            ({"RoleManager/Enabled/x": "true"}, "RoleManager namespace requires Enabled property"),
            ({"Other/Enabled": "true"}, "Unsupported namespace: Other"),
            ({"RoleManager/X": "true"}, "RoleManager namespace requires Enabled property"),
            (
                {"RoleManager/Enabled": "true", "Other/X": "true"},
                "All properties must belong to the same namespace",
            ),
            ({"RoleManager/Enabled": "True"}, "Enabled must be 'true' or 'false'"),
        ],
    )
    def test_what_is_no_property_is_refused(self, iam, properties, text):
        with error("InvalidInput", 400, text):
            iam.put_account_properties(Properties=properties)

    def test_enabling_needs_the_permission_to_make_the_role(self, account):
        keys = account.user("U", allow("iam:PutAccountProperties"))
        iam = account.client("iam", keys)
        iam.put_account_properties(Properties={"RoleManager/Enabled": "false"})
        with denied("iam:CreateServiceLinkedRole"):
            iam.put_account_properties(Properties={"RoleManager/Enabled": "true"})
        assert account.iam.get_account_properties()["Properties"]["RoleManager/Enabled"] == "false"

    def test_the_namespace_is_a_condition_key(self, account):
        condition = {
            "Condition": {
                "ForAllValues:StringEquals": {"iam:AccountPropertyNamespaces": "RoleManager"}
            }
        }
        keys = account.user("U", allow("iam:*AccountProperties", **condition))
        iam = account.client("iam", keys)
        iam.get_account_properties()
        with denied("iam:PutAccountProperties"):
            iam.put_account_properties(Properties={"Other/Enabled": "false"})


class TestOrganizations:
    @pytest.mark.parametrize(
        "operation",
        [
            "enable_organizations_root_credentials_management",
            "disable_organizations_root_credentials_management",
            "enable_organizations_root_sessions",
            "disable_organizations_root_sessions",
            "list_organizations_features",
        ],
    )
    def test_an_account_without_organization_has_no_features(self, iam, operation):
        with error("OrganizationNotFoundException", 400):
            getattr(iam, operation)()

    def test_it_has_no_reports(self, iam):
        with denied("o-a1b2c3d4e5"):
            iam.generate_organizations_access_report(EntityPath="o-a1b2c3d4e5/r-f6g7h8i9j0")
        with missing("does not exist"):
            iam.get_organizations_access_report(JobId="0" * 36)
        with error("ValidationError", 400):
            iam.generate_organizations_access_report(EntityPath="no-path-of-any-organization")
