#ifndef CAssets_h
#define CAssets_h

#include <stddef.h>

/// The bytes of one embedded file. They live as long as the program.
struct rolecall_asset {
    const unsigned char *bytes;
    size_t count;
};

struct rolecall_asset rolecall_asset_iam_model(void);
struct rolecall_asset rolecall_asset_sts_model(void);
struct rolecall_asset rolecall_asset_ec2_model(void);
struct rolecall_asset rolecall_asset_rolecall_model(void);
struct rolecall_asset rolecall_asset_eks_model(void);
struct rolecall_asset rolecall_asset_eks_auth_model(void);
struct rolecall_asset rolecall_asset_roles_anywhere_model(void);
struct rolecall_asset rolecall_asset_catalogue(void);
struct rolecall_asset rolecall_asset_managed_policies(void);
struct rolecall_asset rolecall_asset_service_linked_roles(void);

#endif
