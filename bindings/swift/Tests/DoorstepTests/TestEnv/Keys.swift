import Foundation

#if canImport(CryptoKit)
    import CryptoKit

    /// A P-256 key that signs.
    struct SigningKey: @unchecked Sendable {
        private let key: P256.Signing.PrivateKey

        init() throws {
            key = P256.Signing.PrivateKey()
        }

        /// The public half as an uncompressed point.
        var publicPoint: Data { key.publicKey.x963Representation }

        /// ECDSA with SHA-256, DER.
        func sign(_ message: Data) throws -> Data {
            try key.signature(for: message).derRepresentation
        }
    }

    /// A key of AES-256-GCM; what it seals begins with the nonce and ends with the tag.
    struct WrappingKey: @unchecked Sendable {
        private let key: SymmetricKey

        init() throws {
            key = SymmetricKey(size: .bits256)
        }

        func seal(_ plain: Data, aad: Data) throws -> Data {
            let box = try AES.GCM.seal(plain, using: key, authenticating: aad)
            guard let sealed = box.combined else { throw KeyFailure() }
            return sealed
        }

        func open(_ sealed: Data, aad: Data) throws -> Data {
            try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: aad)
        }
    }
#endif

/// The library of keys has failed.
struct KeyFailure: Error {}
