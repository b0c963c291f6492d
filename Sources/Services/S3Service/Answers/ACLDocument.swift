import Base

/// The access control list of everything in a bucket with owner-enforced ownership.
enum ACLDocument {
    static func make(_ owner: AccountID) -> XMLAnswer {
        var document = XMLAnswer("AccessControlPolicy")
        document.owner("Owner", owner)
        document.element("AccessControlList") { list in
            list.element("Grant") { grant in
                grant.element(
                    "Grantee",
                    attributes: " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                        + " xsi:type=\"CanonicalUser\""
                ) { $0.text("ID", CanonicalID.text(of: owner)) }
                grant.text("Permission", "FULL_CONTROL")
            }
        }
        return document
    }
}
