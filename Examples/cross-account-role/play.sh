#!/usr/bin/env bash
# A user of one account reads a bucket of another through a role, and each missing permission is
# refused. Needs the AWS CLI and `rolecall` on the path, and a running server (README.md).
#
# It empties the accounts 111122223333 and 444455556666 of that server before it starts.
set -euo pipefail

workers=111122223333   # Bob's account
owners=444455556666    # the account that owns the bucket and the role
bob=arn:aws:iam::$workers:user/Bob
role=arn:aws:iam::$owners:role/Reader
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The AWS CLI keeps sessions of profiles under the home folder; this story's own stay in its own.
export HOME=$folder
export AWS_PAGER="" AWS_CONFIG_FILE=$folder/config AWS_SHARED_CREDENTIALS_FILE=$folder/credentials

# --- How the story is told ------------------------------------------------------------------------

chapter() { printf '\n== %s\n' "$*"; }

show() { printf '$'; printf ' %q' "$@"; printf '\n'; }

# Runs a command that must work, and shows its answer.
works() {
    show "$@"
    "$@" 2>&1 | tee "$folder/answer"
}

# Runs a command that must be refused, and shows why it was.
refused() {
    show "$@"
    if "$@" >"$folder/answer" 2>&1; then
        echo "this should have been refused:" && cat "$folder/answer" && exit 1
    fi
    grep -E 'AccessDenied|Forbidden' "$folder/answer"
}

# --- Who acts -------------------------------------------------------------------------------------

use() { export AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 AWS_SESSION_TOKEN=${3:-}; }

as_root_of() {
    unset AWS_SESSION_TOKEN
    eval "$(rolecall env --account "$1")"
}

as_bob() { use "$bob_id" "$bob_secret"; }

as_reader() {
    local id secret token
    as_bob
    read -r id secret token < <(aws sts assume-role --role-arn "$role" --role-session-name bob \
        --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
    use "$id" "$secret" "$token"
}

# --- Policies -------------------------------------------------------------------------------------

trusting() {
    echo '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"AWS": "'"$1"'"}, "Action": "sts:AssumeRole"}]}'
}

may_assume='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Action": "sts:AssumeRole", "Resource": "'$role'"}]}'

may_read='{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"},
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}]}'

bob_may_assume() {
    as_root_of $workers
    aws iam put-user-policy --user-name Bob --policy-name assume-reader \
        --policy-document "$may_assume"
}

bob_may_not_assume() {
    as_root_of $workers
    aws iam delete-user-policy --user-name Bob --policy-name assume-reader
}

role_trusts() {
    as_root_of $owners
    aws iam update-assume-role-policy --role-name Reader --policy-document "$(trusting "$1")"
}

assume=(aws sts assume-role --role-session-name bob --role-arn)

# --- The story ------------------------------------------------------------------------------------

chapter "Two accounts: Bob in $workers, a bucket and a role in $owners"
rolecall account create $workers --name workers --replace >"$folder/answer"
rolecall account create $owners --name owners --replace >"$folder/answer"

as_root_of $workers
works aws iam create-user --user-name Bob
read -r bob_id bob_secret < <(aws iam create-access-key --user-name Bob \
    --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)

as_root_of $owners
echo "all is well" >"$folder/q3.txt"
works aws s3 mb s3://reports
works aws s3 cp --no-progress "$folder/q3.txt" s3://reports/q3.txt
works aws s3 mb s3://ledger
works aws iam create-role --role-name Reader \
    --assume-role-policy-document "$(trusting "arn:aws:iam::$owners:root")"
aws iam put-role-policy --role-name Reader --policy-name read --policy-document "$may_read"

chapter "Bob has no permission, and the role does not trust him"
as_bob
works aws sts get-caller-identity
refused "${assume[@]}" $role

chapter "The trust policy alone is not enough"
role_trusts $bob
as_bob
refused "${assume[@]}" $role

chapter "The identity policy alone is not enough"
role_trusts "arn:aws:iam::$owners:root"
bob_may_assume
as_bob
refused "${assume[@]}" $role

chapter "Both: the role gives keys"
role_trusts $bob
as_bob
works "${assume[@]}" $role

chapter "With them the bucket can be read, and nothing else be done"
as_reader
works aws sts get-caller-identity
works aws s3 ls s3://reports
works aws s3 cp s3://reports/q3.txt -
refused aws s3 cp --no-progress "$folder/q3.txt" s3://reports/q4.txt
refused aws s3 rm s3://reports/q3.txt
refused aws s3 ls s3://ledger
refused aws iam list-users
refused "${assume[@]}" $role

chapter "Bob's own keys read nothing"
as_bob
refused aws s3 ls s3://reports
refused aws s3 cp s3://reports/q3.txt -

chapter "The same with a profile: role_arn and source_profile in the config file"
cat >"$AWS_CONFIG_FILE" <<CONFIG
[profile bob]
aws_access_key_id = $bob_id
aws_secret_access_key = $bob_secret

[profile reader]
role_arn = $role
role_session_name = from-profile
source_profile = bob
CONFIG
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
works aws sts get-caller-identity --profile reader
works aws s3 cp s3://reports/q3.txt - --profile reader
refused aws s3 cp s3://reports/q3.txt - --profile bob

chapter "Within one account, to name the user in the trust policy is enough"
bob_may_not_assume
works aws iam create-role --role-name Local --assume-role-policy-document "$(trusting $bob)"
as_bob
works "${assume[@]}" arn:aws:iam::$workers:role/Local

chapter "To name the account is not: it only lets the account's administrators allow it"
as_root_of $workers
aws iam update-assume-role-policy --role-name Local \
    --policy-document "$(trusting "arn:aws:iam::$workers:root")"
as_bob
refused "${assume[@]}" arn:aws:iam::$workers:role/Local

chapter "The end"
