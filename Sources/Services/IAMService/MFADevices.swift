internal import Base
internal import Directory
internal import QRCode
internal import ServiceKit
internal import ServiceModel
internal import Store

extension IAMService {
    static let mfaDevices: [Handler] = [
        .write("CreateVirtualMFADevice", createVirtualMFADevice),
        .write("DeleteVirtualMFADevice", deleteVirtualMFADevice),
        .read("ListVirtualMFADevices", listVirtualMFADevices),
        .write("EnableMFADevice", enableMFADevice), .write("ResyncMFADevice", resyncMFADevice),
        .write("DeactivateMFADevice", deactivateMFADevice), .read("GetMFADevice", getMFADevice),
        .read("ListMFADevices", listMFADevices),
    ]

    private static func createVirtualMFADevice(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("VirtualMFADeviceName")
        let path = call.input.string("Path") ?? "/"
        let tags = call.input.tags()
        try call.authorizeCreation(
            "CreateVirtualMFADevice",
            tagAction: "TagMFADevice",
            arn: call.arn("mfa", path, name),
            tags: tags
        )
        let (device, seed) = try call.directory.createMFADevice(
            named: name,
            path: path,
            tags: tags
        )
        let secret = String(decoding: seed, as: UTF8.self)
        // - Source: IAM API Reference, VirtualMFADevice, `QRCodePNG`.
        let code = QRCode("otpauth://totp/\(name)@\(call.account)?secret=\(secret)")
        return [
            "VirtualMFADevice": [
                "SerialNumber": .string(device.serialNumber), "Base32StringSeed": .blob(seed),
                "QRCodePNG": (code?.png).map { .blob($0) },
                "Tags": device.tags.isEmpty ? nil : .tags(device.tags),
            ]
        ]
    }

    private static func deleteVirtualMFADevice(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let serial = try call.input.requiredString("SerialNumber")
        let device = try call.existing { try call.directory.mfaDevice(serial: serial) }
        try call.authorize(
            Demand("iam:DeleteVirtualMFADevice", on: serial)
                .resourceTags(device?.tags ?? [], prefix: "iam")
        )
        try call.directory.deleteMFADevice(serial: serial)
        return [:]
    }

    private static func listVirtualMFADevices(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorize(Demand("iam:ListVirtualMFADevices", on: "*"))
        let isAssigned: Bool? =
            switch call.input.string("AssignmentStatus") {
            case "Assigned": true
            case "Unassigned": false
            default: nil
            }
        let directory = call.directory
        let page = try directory.mfaDevices(
            isAssigned: isAssigned,
            after: call.marker,
            limit: call.maxItems
        )
        return try call.answer(page, as: "VirtualMFADevices") { device in
            [
                "SerialNumber": .string(device.serialNumber),
                "User": try device.assignment.map { try user($0.owner, directory) },
                "EnableDate": .optional(device.assignment?.date),
            ]
        }
    }

    /// The owner of a device as ListVirtualMFADevices shows it.
    private static func user(
        _ owner: AccessKey.Owner,
        _ directory: DirectoryReader
    ) throws -> Value {
        switch owner {
        case .user(let id):
            guard let user = try directory.user(id: id) else {
                throw DirectoryError.store(.unreadable("the owner of an MFA device is missing"))
            }
            return .user(user, isWhole: false)
        case .root:
            let account = try directory.accountRecord()
            return [
                "UserId": .string(directory.account.description),
                "Arn": .optional(account?.rootARN), "CreateDate": .optional(account?.createDate),
            ]
        }
    }

    private static func enableMFADevice(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try deviceOwner(&call, "EnableMFADevice")
        try call.directory.enableMFADevice(
            serial: try call.input.requiredString("SerialNumber"),
            for: try owner.key(call.directory),
            codes: try codes(call.input)
        )
        return [:]
    }

    private static func resyncMFADevice(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try deviceOwner(&call, "ResyncMFADevice")
        try call.directory.resyncMFADevice(
            serial: try call.input.requiredString("SerialNumber"),
            of: try owner.key(call.directory),
            codes: try codes(call.input)
        )
        return [:]
    }

    private static func deactivateMFADevice(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try deviceOwner(&call, "DeactivateMFADevice")
        try call.directory.deactivateMFADevice(
            serial: try call.input.requiredString("SerialNumber"),
            of: try owner.key(call.directory)
        )
        return [:]
    }

    private static func getMFADevice(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let owner = try deviceOwner(&call, "GetMFADevice")
        let serial = try call.input.requiredString("SerialNumber")
        let device = try call.directory.mfaDevice(serial: serial)
        guard let assignment = device.assignment,
            assignment.owner == (try owner.key(call.directory))
        else { throw DirectoryError.credential(.deviceOfAnother) }
        return [
            "UserName": .string(owner.name ?? "root"), "SerialNumber": .string(serial),
            "EnableDate": .timestamp(assignment.date),
        ]
    }

    private static func listMFADevices(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let owner = try deviceOwner(&call, "ListMFADevices")
        let devices = try call.directory.mfaDevices(of: try owner.key(call.directory))
        let page = try call.page(devices.sorted { $0.serialNumber < $1.serialNumber }) {
            $0.serialNumber
        }
        return call.answer(page, as: "MFADevices") { device in
            [
                "UserName": .string(owner.name ?? "root"),
                "SerialNumber": .string(device.serialNumber),
                "EnableDate": .optional(device.assignment?.date),
            ]
        }
    }

    /// The named user, or the caller; root names itself where the model wants a name.
    private static func deviceOwner<View: DirectoryView>(
        _ call: inout Call<View>,
        _ action: String
    ) throws -> CredentialOwner {
        if call.caller.isRoot, call.input.string("UserName") == "root",
            try call.existing({ try call.directory.user(named: "root") }) == nil
        {
            try call.authorize(Demand("iam:\(action)", on: call.caller.arn))
            return CredentialOwner(name: nil)
        }
        return try call.owner(action)
    }

    private static func codes(_ input: Structure) throws -> (String, String) {
        (
            try input.requiredString("AuthenticationCode1"),
            try input.requiredString("AuthenticationCode2")
        )
    }
}
