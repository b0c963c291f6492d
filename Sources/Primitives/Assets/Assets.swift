private import CAssets

/// The files that are embedded in the program; reading them copies nothing.
public enum Assets {
    /// The bytes of a file.
    @_lifetime(immortal)
    public static func bytes(_ asset: Asset) -> Span<UInt8> {
        // SAFETY: each array is a constant of the C target with this count and is never freed,
        // so a span over it may outlive every scope.
        let found = unsafe embedded(asset)
        let buffer = unsafe UnsafeBufferPointer(start: found.bytes, count: found.count)
        let span = unsafe Span(_unsafeElements: buffer)
        return unsafe _overrideLifetime(span, copying: ())
    }

    private static func embedded(_ asset: Asset) -> rolecall_asset {
        // SAFETY: the functions take nothing and return the place and size of a constant.
        switch asset {
        case .iamModel: unsafe rolecall_asset_iam_model()
        case .stsModel: unsafe rolecall_asset_sts_model()
        case .ec2Model: unsafe rolecall_asset_ec2_model()
        case .rolecallModel: unsafe rolecall_asset_rolecall_model()
        case .eksModel: unsafe rolecall_asset_eks_model()
        case .eksAuthModel: unsafe rolecall_asset_eks_auth_model()
        case .rolesAnywhereModel: unsafe rolecall_asset_roles_anywhere_model()
        case .catalogue: unsafe rolecall_asset_catalogue()
        case .managedPolicies: unsafe rolecall_asset_managed_policies()
        case .serviceLinkedRoles: unsafe rolecall_asset_service_linked_roles()
        }
    }
}
