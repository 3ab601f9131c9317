/// An error prints as its code, in logs and in tests alike. The generated enumeration has the
/// description, but does not say so.
extension ClientError: CustomStringConvertible {}
