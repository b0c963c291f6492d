/// A file that is embedded in the program.
public enum Asset: Sendable, CaseIterable {
    /// The service model of IAM, as `Scripts/generate-models.py` writes it.
    case iamModel
    /// The service model of STS.
    case stsModel
    /// The service model of EC2, of the operations that are there.
    case ec2Model
    /// The service model of Rolecall, from `Models/rolecall`.
    case rolecallModel
    /// The service model of EKS: pod identity associations only.
    case eksModel
    /// The service model of EKS Auth.
    case eksAuthModel
    /// The service model of IAM Roles Anywhere, with what `Models/rolesanywhere` adds.
    case rolesAnywhereModel
    /// All services' actions, as `Scripts/generate-catalogue.py` writes them.
    case catalogue
    /// The managed policies of AWS, as `Scripts/generate-managed-policies.py` writes them.
    case managedPolicies
    /// The roles that services are linked to, a line each.
    case serviceLinkedRoles
}
