import Base
import ServiceModel
import Testing

@Suite("Structures")
struct StructureTests {
    @Test("a literal leaves out what is nil")
    func literal() {
        let path: String? = nil
        let count = 3
        let output: Structure = [
            "User": [
                "UserName": "Bob", "Path": .optional(path), "Age": .integer(count),
                "CreateDate": .timestamp(Timestamp(seconds: 0)), "Tags": .tags([]),
            ],
            "Names": .strings(["a", "b"]), "IsTruncated": false, "Marker": nil,
        ]
        #expect(output.count == 3)
        #expect(output.structure("User")?.string("UserName") == "Bob")
        #expect(output.structure("User")?["Path"] == nil)
        #expect(output.structure("User")?.integer("Age") == 3)
        #expect(output.structure("User")?.list("Tags") == [])
        #expect(output.strings("Names") == ["a", "b"])
        #expect(output.boolean("IsTruncated") == false)
    }

    @Test("members are set, replaced and removed by name")
    func subscripts() {
        var structure = Structure()
        structure["A"] = "1"
        structure["B"] = "2"
        structure["A"] = "3"
        #expect(structure.string("A") == "3")
        structure["A"] = nil
        #expect(structure["A"] == nil)
        #expect(structure.count == 1)
        #expect(structure.string("C") == nil)
        #expect(structure.integer("B") == nil)
    }

    @Test("equality does not depend on order")
    func equality() {
        let left: Structure = ["A": "1", "B": 2]
        let right: Structure = ["B": 2, "A": "1"]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != ["A": "1", "B": 3])
        #expect(left != ["A": "1"])
    }

    @Test("an absent member that is required is a validation error")
    func required() throws {
        let structure: Structure = ["UserName": "Bob"]
        #expect(try structure.requiredString("UserName") == "Bob")
        let error = #expect(throws: ServiceError.self) {
            try structure.requiredString("RoleName")
        }
        #expect(error?.code == "ValidationError")
        #expect(error?.message?.contains("Value null at 'roleName'") == true)
    }

    @Test("tags are read from their list")
    func tags() {
        let structure: Structure = ["Tags": .tags([Tag(key: "a", value: "1")])]
        #expect(structure.tags() == [Tag(key: "a", value: "1")])
        #expect(Structure().tags() == [])
    }
}
