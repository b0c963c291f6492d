// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "policy-library",
    dependencies: [.package(name: "rolecall", path: "../..")],
    targets: [
        .executableTarget(
            name: "MayRead",
            dependencies: [.product(name: "RolecallPolicy", package: "rolecall")]
        )
    ]
)
