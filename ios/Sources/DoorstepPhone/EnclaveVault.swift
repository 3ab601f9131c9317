import CryptoKit
import Doorstep
import Foundation
import Security

/// Keys of the Secure Enclave. A key is made where there is none, and never in place of one that
/// does not answer.
public final class EnclaveVault: Vault {
    // A simulator has no Enclave.
    #if targetEnvironment(simulator)
        private static let level = KeyLevel.software
        private static var place: Keychain.Query { [:] }
    #else
        private static let level = KeyLevel.hardware
        private static var place: Keychain.Query {
            [kSecAttrTokenID as String: kSecAttrTokenIDSecureEnclave]
        }
    #endif

    private let keychain: Keychain
    // Two calls that find no key must not make two.
    private let making = NSLock()

    public init(unlock: FirstUnlock) {
        keychain = Keychain(unlock: unlock)
    }

    /// Forgets the keys of an app that was removed from this phone.
    public func purge() throws {
        try keychain.purge()
    }

    public func createSigningKey(alias: String, challenge _: Data) throws -> VaultKey {
        let key = try making.withLock {
            do {
                return try signingKey(alias)
            } catch VaultError.Missing {
                return try newSigningKey(alias)
            }
        }
        var failure: Unmanaged<CFError>?
        guard let half = SecKeyCopyPublicKey(key),
            let point = SecKeyCopyExternalRepresentation(half, &failure)
        else { throw keychain.error(of: failure) }
        return VaultKey(public: point as Data, level: Self.level, attestation: Data())
    }

    public func sign(alias: String, payload: Data) throws -> Data {
        var failure: Unmanaged<CFError>?
        let signature = SecKeyCreateSignature(
            try signingKey(alias), .ecdsaSignatureMessageX962SHA256, payload as CFData, &failure)
        guard let signature else { throw keychain.error(of: failure) }
        return signature as Data
    }

    public func wrap(alias: String, plain: Data, aad: Data) throws -> Data {
        let key = try making.withLock {
            do {
                return try wrappingKey(alias)
            } catch VaultError.Missing {
                return try newWrappingKey(alias)
            }
        }
        let box = try AES.GCM.seal(plain, using: key, authenticating: aad)
        guard let sealed = box.combined else { throw VaultError.Transient }
        return sealed
    }

    public func unwrap(alias: String, wrapped: Data, aad: Data) throws -> Data {
        let box = try AES.GCM.SealedBox(combined: wrapped)
        return try AES.GCM.open(box, using: try wrappingKey(alias), authenticating: aad)
    }

    public func delete(alias: String) throws {
        try keychain.delete(Keychain.signing(alias))
        try keychain.delete(Keychain.wrapping(alias))
    }

    private func signingKey(_ alias: String) throws -> SecKey {
        var query = Keychain.signing(alias)
        query[kSecReturnRef as String] = true
        guard let found = try keychain.find(query) else { throw VaultError.Transient }
        // A query for a key that asks for its reference is answered with nothing else.
        return found as! SecKey
    }

    private func newSigningKey(_ alias: String) throws -> SecKey {
        var failure: Unmanaged<CFError>?
        let access = SecAccessControlCreateWithFlags(
            nil, Keychain.accessible, .privateKeyUsage, &failure)
        guard let access else { throw keychain.error(of: failure) }
        var attributes: Keychain.Query = [
            kSecAttrKeyType as String: kSecAttrKeyTypeECSECPrimeRandom,
            kSecAttrKeySizeInBits as String: 256,
            kSecPrivateKeyAttrs as String: [
                kSecAttrIsPermanent as String: true,
                kSecAttrApplicationTag as String: Keychain.tag(alias),
                kSecAttrAccessControl as String: access,
            ] as Keychain.Query,
        ]
        attributes.merge(Self.place) { _, place in place }
        guard let key = SecKeyCreateRandomKey(attributes as CFDictionary, &failure) else {
            throw keychain.error(of: failure)
        }
        return key
    }

    private func wrappingKey(_ alias: String) throws -> SymmetricKey {
        var query = Keychain.wrapping(alias)
        query[kSecReturnData as String] = true
        guard let data = try keychain.find(query) as? Data else { throw VaultError.Transient }
        return SymmetricKey(data: data)
    }

    private func newWrappingKey(_ alias: String) throws -> SymmetricKey {
        let key = SymmetricKey(size: .bits256)
        var item = Keychain.wrapping(alias)
        item[kSecAttrAccessible as String] = Keychain.accessible
        item[kSecValueData as String] = key.withUnsafeBytes { Data($0) }
        try keychain.add(item)
        return key
    }
}
