# Every resource and data source of IAM that the AWS provider has (5.100.0), in the order of their
# topics; a test compares them with the provider's schema:
#
#   resources     access_key account_alias account_password_policy group group_membership
#                 group_policies_exclusive group_policy group_policy_attachment
#                 group_policy_attachments_exclusive instance_profile openid_connect_provider
#                 organizations_features policy policy_attachment role role_policies_exclusive
#                 role_policy role_policy_attachment role_policy_attachments_exclusive saml_provider
#                 security_token_service_preferences server_certificate service_linked_role
#                 service_specific_credential signing_certificate user user_group_membership
#                 user_login_profile user_policies_exclusive user_policy user_policy_attachment
#                 user_policy_attachments_exclusive user_ssh_key virtual_mfa_device
#   data sources  access_keys account_alias group instance_profile instance_profiles
#                 openid_connect_provider policy policy_document principal_policy_simulation role
#                 roles saml_provider server_certificate session_context user user_ssh_key users
#
# It has none for outbound web identity federation.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" { type = string }
variable "team" {
  type    = string
  default = "blue"
}
variable "certificate" { type = string }
variable "private_key" { type = string }
variable "metadata" { type = string }
variable "ssh_key" { type = string }
variable "is_in_organization" {
  type    = bool
  default = false
}

provider "aws" {
  region                  = "us-east-1"
  skip_metadata_api_check = true
  skip_region_validation  = true
  default_tags { tags = { managed = "terraform" } }
  endpoints {
    iam = var.endpoint
    sts = var.endpoint
  }
}

data "aws_caller_identity" "me" {}
data "aws_iam_policy" "read_only" { name = "ReadOnlyAccess" }

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.ann.arn]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::${var.team}/*"]
  }
}

resource "aws_iam_account_alias" "this" { account_alias = "rolecall-${var.team}" }

resource "aws_iam_account_password_policy" "this" {
  minimum_password_length        = 10
  require_numbers                = true
  allow_users_to_change_password = true
  max_password_age               = 90
  password_reuse_prevention      = 3
}

resource "aws_iam_security_token_service_preferences" "this" {
  global_endpoint_token_version = "v2Token"
}

# No account of Rolecall is in an organization, so this one cannot be made (Docs/compatibility.md).
resource "aws_iam_organizations_features" "this" {
  count            = var.is_in_organization ? 1 : 0
  enabled_features = ["RootCredentialsManagement", "RootSessions"]
}

resource "aws_iam_user" "ann" {
  name                 = "ann"
  path                 = "/people/"
  permissions_boundary = aws_iam_policy.shared.arn
  tags                 = { team = var.team }
}

resource "aws_iam_access_key" "ann" { user = aws_iam_user.ann.name }

resource "aws_iam_user_login_profile" "ann" {
  user            = aws_iam_user.ann.name
  password_length = 20
}

resource "aws_iam_user_policy" "ann" {
  name   = "own"
  user   = aws_iam_user.ann.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_user_policy_attachment" "ann" {
  user       = aws_iam_user.ann.name
  policy_arn = data.aws_iam_policy.read_only.arn
}

resource "aws_iam_user_policies_exclusive" "ann" {
  user_name    = aws_iam_user.ann.name
  policy_names = [aws_iam_user_policy.ann.name]
}

resource "aws_iam_user_policy_attachments_exclusive" "ann" {
  user_name   = aws_iam_user.ann.name
  policy_arns = [aws_iam_user_policy_attachment.ann.policy_arn]
}

resource "aws_iam_user_ssh_key" "ann" {
  username   = aws_iam_user.ann.name
  encoding   = "SSH"
  public_key = var.ssh_key
}

resource "aws_iam_service_specific_credential" "ann" {
  service_name = "codecommit.amazonaws.com"
  user_name    = aws_iam_user.ann.name
}

resource "aws_iam_signing_certificate" "ann" {
  user_name        = aws_iam_user.ann.name
  certificate_body = var.certificate
}

resource "aws_iam_virtual_mfa_device" "spare" {
  virtual_mfa_device_name = "spare"
  tags                    = { team = var.team }
}

resource "aws_iam_group" "staff" {
  name = "staff"
  path = "/people/"
}

resource "aws_iam_group_policy" "staff" {
  name   = "own"
  group  = aws_iam_group.staff.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_group_policy_attachment" "staff" {
  group      = aws_iam_group.staff.name
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_group_policies_exclusive" "staff" {
  group_name   = aws_iam_group.staff.name
  policy_names = [aws_iam_group_policy.staff.name]
}

resource "aws_iam_group_policy_attachments_exclusive" "staff" {
  group_name  = aws_iam_group.staff.name
  policy_arns = [aws_iam_group_policy_attachment.staff.policy_arn]
}

resource "aws_iam_group_membership" "staff" {
  name  = "staff"
  group = aws_iam_group.staff.name
  users = [aws_iam_user.ann.name]
}

resource "aws_iam_group" "guests" { name = "guests" }

resource "aws_iam_user_group_membership" "ann" {
  user   = aws_iam_user.ann.name
  groups = [aws_iam_group.guests.name]
}

resource "aws_iam_policy" "shared" {
  name        = "shared"
  path        = "/work/"
  description = "What all may read"
  policy      = data.aws_iam_policy_document.read.json
  tags        = { team = var.team }
}

resource "aws_iam_policy" "loose" {
  name   = "loose"
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_policy_attachment" "loose" {
  name       = "loose"
  policy_arn = aws_iam_policy.loose.arn
  roles      = [aws_iam_role.worker.name]
}

resource "aws_iam_role" "worker" {
  name                 = "worker"
  description          = "Works for ${var.team}"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 7200
  permissions_boundary = aws_iam_policy.shared.arn
  tags                 = { team = var.team }
}

resource "aws_iam_role_policy" "worker" {
  name   = "own"
  role   = aws_iam_role.worker.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"
}

resource "aws_iam_role_policies_exclusive" "worker" {
  role_name    = aws_iam_role.worker.name
  policy_names = [aws_iam_role_policy.worker.name]
}

resource "aws_iam_role_policy_attachments_exclusive" "worker" {
  role_name = aws_iam_role.worker.name
  policy_arns = [
    aws_iam_role_policy_attachment.worker.policy_arn,
    aws_iam_policy_attachment.loose.policy_arn,
  ]
}

resource "aws_iam_instance_profile" "machine" {
  name = "machine"
  role = aws_iam_role.worker.name
  tags = { team = var.team }
}

resource "aws_iam_service_linked_role" "scaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "rolecall"
}

resource "aws_iam_openid_connect_provider" "ci" {
  url             = "https://ci.example.com"
  client_id_list  = ["sts.amazonaws.com", var.team]
  thumbprint_list = ["990f4193972f2becf12ddeda5237f9c952f20d9e"]
  tags            = { team = var.team }
}

resource "aws_iam_saml_provider" "corp" {
  name                   = "corp"
  saml_metadata_document = var.metadata
  tags                   = { team = var.team }
}

resource "aws_iam_server_certificate" "site" {
  name             = "site"
  certificate_body = var.certificate
  private_key      = var.private_key
  tags             = { team = var.team }
}

# What is there, read back.
data "aws_iam_role" "worker" { name = aws_iam_role.worker.name }
data "aws_iam_user" "ann" { user_name = aws_iam_user.ann.name }
data "aws_iam_group" "staff" { group_name = aws_iam_group.staff.name }
data "aws_iam_instance_profile" "machine" { name = aws_iam_instance_profile.machine.name }
data "aws_iam_openid_connect_provider" "ci" { arn = aws_iam_openid_connect_provider.ci.arn }
data "aws_iam_saml_provider" "corp" { arn = aws_iam_saml_provider.corp.arn }
data "aws_iam_server_certificate" "site" { name = aws_iam_server_certificate.site.name }
data "aws_iam_access_keys" "ann" {
  user       = aws_iam_user.ann.name
  depends_on = [aws_iam_access_key.ann]
}
data "aws_iam_account_alias" "this" { depends_on = [aws_iam_account_alias.this] }
data "aws_iam_roles" "all" {
  name_regex = "^work"
  depends_on = [aws_iam_role.worker]
}
data "aws_iam_users" "people" {
  path_prefix = "/people/"
  depends_on  = [aws_iam_user.ann]
}
data "aws_iam_user_ssh_key" "ann" {
  username          = aws_iam_user.ann.name
  encoding          = "SSH"
  ssh_public_key_id = aws_iam_user_ssh_key.ann.ssh_public_key_id
}
data "aws_iam_instance_profiles" "worker" {
  role_name  = aws_iam_role.worker.name
  depends_on = [aws_iam_instance_profile.machine]
}
data "aws_iam_session_context" "me" { arn = data.aws_caller_identity.me.arn }
data "aws_iam_principal_policy_simulation" "ann" {
  action_names      = ["s3:GetObject"]
  resource_arns     = ["arn:aws:s3:::${var.team}/x"]
  policy_source_arn = aws_iam_user.ann.arn
  depends_on        = [aws_iam_user_policy.ann]
}

output "account" { value = data.aws_caller_identity.me.account_id }
output "read" {
  value = {
    alias    = data.aws_iam_account_alias.this.account_alias
    roles    = data.aws_iam_roles.all.names
    users    = data.aws_iam_users.people.names
    ssh_key  = data.aws_iam_user_ssh_key.ann.status
    profiles = data.aws_iam_instance_profiles.worker.names
    keys     = length(data.aws_iam_access_keys.ann.access_keys)
  }
}
output "allowed" { value = data.aws_iam_principal_policy_simulation.ann.all_allowed }
