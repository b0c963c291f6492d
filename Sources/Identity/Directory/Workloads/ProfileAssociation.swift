public import Base
import Store

/// What binds an instance profile to an instance.
public struct ProfileAssociation: Hashable, Sendable {
    /// `iip-assoc-…`, never used again.
    public let id: String
    /// The profile's ARN.
    public let profileARN: String
    /// The profile's `AIPA…`: another profile of that name is not this one.
    public let profileID: String
    /// When it was made.
    public let date: Timestamp

    /// Joins the parts.
    public init(id: String, profile: InstanceProfile, date: Timestamp) {
        self.id = id
        profileARN = profile.arn
        profileID = profile.id
        self.date = date
    }

    /// The profile's name.
    public var profileName: String {
        profileARN.split(separator: "/").last.map(String.init) ?? ""
    }
}

extension ProfileAssociation {
    init(_ record: RecordReader) throws(StoreError) {
        id = try record.text(1)
        profileARN = try record.text(2)
        profileID = try record.text(3)
        date = try record.time(4)
    }

    func write(to record: inout RecordWriter) {
        record.put(1, id)
        record.put(2, profileARN)
        record.put(3, profileID)
        record.put(4, date)
    }
}
