internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension RolesAnywhereService {
    static func getSubject(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let id = try call.input.requiredString("subjectId")
        let subject = try authorized(&call, "GetSubject", AnywhereSubject.self, named: id)
        var shown = summary(subject)
        shown["credentials"] = .structures(
            subject.credentials.reversed().map { credential in
                [
                    "seenAt": .timestamp(credential.seenDate),
                    "serialNumber": .string(credential.serial),
                    "issuer": .string(credential.issuer),
                    "enabled": true,
                    "failed": false,
                ]
            }
        )
        return ["subject": .structure(shown)]
    }

    static func listSubjects(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let page = try page(&call, "ListSubjects", AnywhereSubject.self)
        return [
            "subjects": .structures(page.items.map(summary)),
            "nextToken": .optional(page.marker),
        ]
    }

    private static func summary(_ subject: AnywhereSubject) -> Structure {
        [
            "subjectArn": .string(subject.arn),
            "subjectId": .string(subject.id),
            "enabled": true,
            "x509Subject": .string(subject.name),
            "lastSeenAt": .timestamp(subject.seenDate),
            "createdAt": .timestamp(subject.createDate),
            "updatedAt": .timestamp(subject.seenDate),
        ]
    }
}
