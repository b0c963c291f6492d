// The files under blobs, embedded with C23's #embed: to add one, write its array and its function
// here, declare the function in the header, and give it a case in the Swift target Assets.

#include "CAssets.h"

#define ASSET(name)                                        \
    struct rolecall_asset rolecall_asset_##name(void) {    \
        return (struct rolecall_asset){name, sizeof name}; \
    }

static const unsigned char iam_model[] = {
#embed "blobs/iam.model"
};
ASSET(iam_model)

static const unsigned char sts_model[] = {
#embed "blobs/sts.model"
};
ASSET(sts_model)

static const unsigned char ec2_model[] = {
#embed "blobs/ec2.model"
};
ASSET(ec2_model)

static const unsigned char rolecall_model[] = {
#embed "blobs/rolecall.model"
};
ASSET(rolecall_model)

static const unsigned char eks_model[] = {
#embed "blobs/eks.model"
};
ASSET(eks_model)

static const unsigned char eks_auth_model[] = {
#embed "blobs/eks-auth.model"
};
ASSET(eks_auth_model)

static const unsigned char roles_anywhere_model[] = {
#embed "blobs/rolesanywhere.model"
};
ASSET(roles_anywhere_model)

static const unsigned char catalogue[] = {
#embed "blobs/catalogue.bin"
};
ASSET(catalogue)

static const unsigned char managed_policies[] = {
#embed "blobs/managed-policies.bin"
};
ASSET(managed_policies)

static const unsigned char service_linked_roles[] = {
#embed "blobs/service-linked-roles.txt"
};
ASSET(service_linked_roles)
