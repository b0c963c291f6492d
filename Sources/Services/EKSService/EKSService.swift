public import ServiceKit

/// Amazon Elastic Kubernetes Service: the roles that pods get by their service accounts.
///
/// - Source: EKS API Reference (2017-11-01); botocore, `eks` model.
public enum EKSService {
    /// Every operation that is there.
    public static let handlers: [Handler] = [
        .write("CreatePodIdentityAssociation", createAssociation),
        .read("DescribePodIdentityAssociation", describeAssociation),
        .read("ListPodIdentityAssociations", listAssociations),
        .write("UpdatePodIdentityAssociation", updateAssociation),
        .write("DeletePodIdentityAssociation", deleteAssociation),
    ]
}
