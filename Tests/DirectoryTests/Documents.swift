/// Policies that the tests use.
enum Documents {
    static let allowAll =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#

    static func allow(_ action: String, on resource: String = "*") -> String {
        """
        {"Version":"2012-10-17","Statement":\
        [{"Effect":"Allow","Action":"\(action)","Resource":"\(resource)"}]}
        """
    }

    static func trust(_ principals: String...) -> String {
        let list = principals.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", \
            "Principal": {"AWS": [\(list)]}, "Action": "sts:AssumeRole"}]}
            """
    }

    static let service = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """

    /// A document of the wanted size, white space not counted.
    static func padded(to size: Int) -> String {
        let start = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":""#
        let end = #"","Resource":"*"}]}"#
        let fill = size - start.utf8.count - end.utf8.count
        return start + "s3:" + String(repeating: "a", count: fill - 3) + end
    }
}
