internal import Directory
public import ServiceKit

/// IAM Roles Anywhere: keys of roles for the bearers of X.509 certificates.
///
/// - Source: IAM Roles Anywhere API Reference and User Guide.
public enum RolesAnywhereService {
    /// Every operation that is there.
    public static let handlers: [Handler] =
        trustAnchors + profiles + revocationLists + [
            .staged("CreateSession", in: accountOfSession, createSession),
            .read("GetSubject", getSubject),
            .read("ListSubjects", listSubjects),
            .read("ListTagsForResource", listTags),
            .write("TagResource", tagResource),
            .write("UntagResource", untagResource),
        ]

    private static let trustAnchors: [Handler] = [
        .write("CreateTrustAnchor", createTrustAnchor),
        .write("DeleteTrustAnchor", { try delete(&$0, "DeleteTrustAnchor", TrustAnchor.self) }),
        .write(
            "DisableTrustAnchor",
            { try change(&$0, "DisableTrustAnchor", TrustAnchor.self) { $0.isEnabled = false } }
        ),
        .write(
            "EnableTrustAnchor",
            { try change(&$0, "EnableTrustAnchor", TrustAnchor.self) { $0.isEnabled = true } }
        ),
        .read("GetTrustAnchor", { try get(&$0, "GetTrustAnchor", TrustAnchor.self) }),
        .read("ListTrustAnchors", { try list(&$0, "ListTrustAnchors", TrustAnchor.self) }),
        .write("UpdateTrustAnchor", updateTrustAnchor),
    ]

    private static let profiles: [Handler] = [
        .write("CreateProfile", createProfile),
        .write("DeleteAttributeMapping", deleteMapping),
        .write("DeleteProfile", { try delete(&$0, "DeleteProfile", AnywhereProfile.self) }),
        .write(
            "DisableProfile",
            { try change(&$0, "DisableProfile", AnywhereProfile.self) { $0.isEnabled = false } }
        ),
        .write(
            "EnableProfile",
            { try change(&$0, "EnableProfile", AnywhereProfile.self) { $0.isEnabled = true } }
        ),
        .read("GetProfile", { try get(&$0, "GetProfile", AnywhereProfile.self) }),
        .read("ListProfiles", { try list(&$0, "ListProfiles", AnywhereProfile.self) }),
        .write("PutAttributeMapping", putMapping),
        .write("UpdateProfile", updateProfile),
    ]

    private static let revocationLists: [Handler] = [
        .write("DeleteCrl", { try delete(&$0, "DeleteCrl", AnywhereRevocationList.self) }),
        .write(
            "DisableCrl",
            { try change(&$0, "DisableCrl", AnywhereRevocationList.self) { $0.isEnabled = false } }
        ),
        .write(
            "EnableCrl",
            { try change(&$0, "EnableCrl", AnywhereRevocationList.self) { $0.isEnabled = true } }
        ),
        .read("GetCrl", { try get(&$0, "GetCrl", AnywhereRevocationList.self) }),
        .write("ImportCrl", importList),
        .read("ListCrls", { try list(&$0, "ListCrls", AnywhereRevocationList.self) }),
        .write("UpdateCrl", updateList),
    ]

    /// The service principal that roles trust.
    static let service = "rolesanywhere.amazonaws.com"
}
