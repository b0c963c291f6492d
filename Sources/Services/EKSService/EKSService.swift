public import ServiceKit

/// The part of EKS that gives roles to pods; there are no clusters but those that operators name.
///
/// - Source: EKS API Reference; EKS User Guide, "Learn how EKS Pod Identity grants pods access to AWS
///   services".
public enum EKSService {
    /// Every operation of `eks` that is there.
    public static let handlers: [Handler] = [
        .write("CreatePodIdentityAssociation", createAssociation),
        .write("DeletePodIdentityAssociation", deleteAssociation),
        .read("DescribePodIdentityAssociation", describeAssociation),
        .read("ListPodIdentityAssociations", listAssociations),
        .read("ListTagsForResource", listTags),
        .write("TagResource", tagResource),
        .write("UntagResource", untagResource),
        .write("UpdatePodIdentityAssociation", updateAssociation),
    ]

    /// The service principal that roles of pods trust.
    static let podService = "pods.eks.amazonaws.com"
}
