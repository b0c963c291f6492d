internal import Base
internal import Directory
internal import PolicyEngine
internal import ServiceModel

extension RequestContext {
    /// Sets the keys that a request gives by `ContextEntries`.
    ///
    /// The types whose names end in `List` make many-valued keys; so do several values of any type.
    /// An entry without values leaves its key absent.
    ///
    /// - Source: botocore, `iam` model, shapes `ContextEntry` and `ContextKeyTypeEnum`.
    mutating func add(entries: [Structure]) throws(ServiceError) {
        for entry in entries {
            let name = try entry.requiredString("ContextKeyName")
            let values = entry.strings("ContextKeyValues") ?? []
            let isList = entry.string("ContextKeyType")?.hasSuffix("List") ?? false
            if !isList, values.count == 1 {
                set(name: name, values[0])
            } else {
                set(name: name, list: values)
            }
        }
    }

    /// Sets the keys that every request of a user has.
    ///
    /// - Source: IAM User Guide, "AWS global condition context keys", properties of the principal.
    mutating func add(_ user: User) {
        set(.principalType, "User")
        set(.principalARN, user.arn)
        set(.principalAccount, user.account.description)
        set(.userID, user.id)
        set(.username, user.name)
        for tag in user.tags { set(.principalTag, tag.key, tag.value) }
    }

    /// Sets the keys that every request of a role's sessions has; `aws:userid` is the session's.
    mutating func add(_ role: Role) {
        set(.principalType, "AssumedRole")
        set(.principalARN, role.arn)
        set(.principalAccount, role.account.description)
        for tag in role.tags { set(.principalTag, tag.key, tag.value) }
    }
}

extension Principal {
    /// The condition keys that follow from a user's ARN alone.
    var userContext: RequestContext {
        var context = RequestContext(capacity: 16)
        context.set(.principalType, "User")
        context.set(.principalARN, name)
        if let account { context.set(.principalAccount, account.description) }
        if let slash = name.lastIndex(of: "/") {
            context.set(.username, name[name.index(after: slash)...])
        }
        return context
    }
}
