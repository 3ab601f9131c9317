// A stand-in for Apple's CryptoKit, for checking on Linux. It is not Apple's: see README.md.

import Foundation

public struct SymmetricKeySize: Sendable {
    public static var bits256: SymmetricKeySize { SymmetricKeySize() }
}

public struct SymmetricKey: Equatable, Sendable {
    public init<D: ContiguousBytes>(data _: D) {}
    public init(size _: SymmetricKeySize) {}
    public func withUnsafeBytes<R>(_: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        fatalError()
    }
}

public enum AES {
    public enum GCM {
        public struct Nonce: Sendable {}
        public struct SealedBox: Sendable {
            public var combined: Data? { fatalError() }
            public init<D: DataProtocol>(combined _: D) throws {}
        }
        public static func seal<Plaintext: DataProtocol, AuthenticatedData: DataProtocol>(
            _: Plaintext, using _: SymmetricKey, nonce _: Nonce? = nil,
            authenticating _: AuthenticatedData
        ) throws -> SealedBox { fatalError() }
        public static func open<AuthenticatedData: DataProtocol>(
            _: SealedBox, using _: SymmetricKey, authenticating _: AuthenticatedData
        ) throws -> Data { fatalError() }
    }
}
