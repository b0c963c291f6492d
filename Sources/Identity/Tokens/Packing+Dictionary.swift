extension Packing {
    /// What policies and tags are made of; the commonest last, where it is found first.
    ///
    /// Part of the packed form: a change here makes earlier tokens unreadable, and needs a new version
    /// of the claims.
    static let dictionary = Array(
        """
        cloudformation:dynamodb:GetItemPutItemQueryScanUpdateItemBatchkms:DecryptEncryptGenerateDataKey\
        lambda:InvokeFunctionec2:DescribeInstancesRunInstancesStartStopTerminatelogs:CreateLogGroup\
        CreateLogStreamPutLogEventssns:Publishsqs:SendMessageReceiveMessageDeleteMessage\
        secretsmanager:GetSecretValuessm:GetParametersiam:PassRoleiam:Get*iam:List*CreateDeleteUpdate\
        AttachDetachUserPolicyRolePolicysts:AssumeRolests:TagSessionAdministratorAccessPowerUserAccess\
        ReadOnlyAccessAmazonS3ReadOnlyAccessAmazonS3FullAccessSecurityAudit\
        DepartmentCostCenterProjectTeamOwnerEnvironmentproductionstagingdevelopmentEmailName\
        eks-cluster-arneks-cluster-namekubernetes-namespacekubernetes-service-account\
        kubernetes-pod-namekubernetes-pod-uid\
        "NotAction":["NotResource":["NotPrincipal":{"ForAllValues:ForAnyValue:StringNotEqualsNotLike\
        IpAddress":{"aws:SourceIp":["DateGreaterThan":{"aws:CurrentTime":"DateLessThan":{"\
        NumericLessThanEquals":{"Null":{"aws:MultiFactorAuthPresent":"true"}}}]}false\
        aws:RequestTag/aws:ResourceTag/aws:TagKeysaws:PrincipalTag/aws:PrincipalOrgID\
        aws:SourceAccountaws:SourceArn"Condition":{"Bool":{"aws:SecureTransport":"false"}}\
        "Condition":{"ArnLike":{"StringLike":{"s3:prefix":["StringEquals":{"aws:RequestedRegion":["\
        us-east-1us-west-2eu-west-1eu-central-1ap-southeast-1\
        arn:aws:dynamodb:us-east-1:123456789012:table/arn:aws:lambda:arn:aws:kms:arn:aws:sqs:\
        arn:aws:iam::123456789012:user/arn:aws:iam::123456789012:role/arn:aws:iam::aws:policy/\
        "Sid":"","Principal":{"AWS":["*"]},"Action":"sts:AssumeRole"\
        ["s3:GetObject","s3:PutObject","s3:DeleteObject","s3:ListBucket"],"Resource":["arn:aws:s3:::\
        "Effect":"Deny","Action":["*"],"Resource":"*"}]}\
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """.utf8
    )
}
