public import ServiceKit

/// Amazon Elastic Compute Cloud: the records of instances, and the instance profiles bound to them.
///
/// An instance is a host or a process of one's own; no virtual machine is started.
///
/// - Source: EC2 API Reference (2016-11-15); botocore, `ec2` model.
public enum EC2Service {
    /// Every operation that is there.
    public static let handlers: [Handler] = [
        .write("RunInstances", runInstances),
        .read("DescribeInstances", describeInstances),
        .write("TerminateInstances", terminateInstances),
        .write("AssociateIamInstanceProfile", associateProfile),
        .write("ReplaceIamInstanceProfileAssociation", replaceAssociation),
        .write("DisassociateIamInstanceProfile", disassociateProfile),
        .read("DescribeIamInstanceProfileAssociations", describeAssociations),
        .write("ModifyInstanceMetadataOptions", modifyMetadataOptions),
        .write("CreateTags", createTags),
        .write("DeleteTags", deleteTags),
        .read("DescribeTags", describeTags),
    ]
}
