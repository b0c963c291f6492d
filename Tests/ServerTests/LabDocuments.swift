/// Policy documents for tests.
enum LabDocuments {
    static func allow(_ action: String, on resource: String = "*", if condition: String = "{}")
        -> String
    {
        statement("Allow", action, resource, condition)
    }

    static func deny(_ action: String, on resource: String = "*", if condition: String = "{}")
        -> String
    {
        statement("Deny", action, resource, condition)
    }

    private static func statement(
        _ effect: String,
        _ action: String,
        _ resource: String,
        _ condition: String
    ) -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"\(effect)","Action":"\(action)",\
        "Resource":"\(resource)","Condition":\(condition)}]}
        """
    }

    /// A trust policy that lets a service in.
    static func trust(service: String, if condition: String = "{}", action: String = "sts:*")
        -> String
    {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"Service":"\(service)"},"Action":"\(action)","Condition":\(condition)}]}
        """
    }

    /// A trust policy that lets an AWS principal in, for all that AssumeRole may ask.
    static func trust(_ principal: String, if condition: String = "{}") -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\(principal)"},\
        "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],\
        "Condition":\(condition)}]}
        """
    }
}
