import CryptoKit
import Doorstep
import Foundation
import Security

/// The keys of the vault in the keychain: found, or made where a caller knows that there is none.
struct EnclaveKeys {
    // A simulator has no Enclave.
    #if targetEnvironment(simulator)
        private static var place: Keychain.Query { [:] }
    #else
        private static var place: Keychain.Query {
            [kSecAttrTokenID as String: kSecAttrTokenIDSecureEnclave]
        }
    #endif

    let keychain: Keychain

    func signing(_ alias: String) throws -> SecKey {
        var query = Keychain.signing(alias)
        query[kSecReturnRef as String] = true
        guard let found = try keychain.find(query) else { throw VaultError.Transient }
        // A query for a key that asks for its reference is answered with nothing else.
        return found as! SecKey
    }

    func newSigning(_ alias: String) throws -> SecKey {
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

    func wrapping(_ alias: String) throws -> SymmetricKey {
        var query = Keychain.wrapping(alias)
        query[kSecReturnData as String] = true
        guard let data = try keychain.find(query) as? Data else { throw VaultError.Transient }
        return SymmetricKey(data: data)
    }

    func newWrapping(_ alias: String) throws -> SymmetricKey {
        let key = SymmetricKey(size: .bits256)
        var item = Keychain.wrapping(alias)
        item[kSecAttrAccessible as String] = Keychain.accessible
        item[kSecValueData as String] = key.withUnsafeBytes { Data($0) }
        try keychain.add(item)
        return key
    }
}
