public import ServiceModel

extension Model {
    /// Checks a value of a structure shape against the constraints of the model.
    ///
    /// - Throws: `ValidationError` 400 that spells out each violation in AWS's words.
    public func validate(_ structure: Structure, as shape: ShapeID) throws(ServiceError) {
        var validator = Validator(model: self)
        validator.check(structure, shapes[shape.index])
        guard validator.violations.isEmpty else { throw .validation(validator.message) }
        if let refusal = validator.refusal { throw .validation(refusal) }
    }
}
