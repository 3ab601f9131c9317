// A stand-in for Apple's Security, for checking on Linux. It is not Apple's: see README.md.

// The names are Apple's.
// swift-format-ignore-file

import Foundation

// On Apple's systems these are classes of their own that Swift's own types are bridged to.
public typealias CFString = String
public typealias CFData = Data
public typealias CFDictionary = [String: Any]
public typealias CFTypeRef = AnyObject
public typealias CFIndex = Int
public typealias CFErrorDomain = CFString
public typealias OSStatus = Int32
public final class CFError {}
public let kCFErrorDomainOSStatus: CFErrorDomain = ""
public func CFErrorGetDomain(_: CFError) -> CFErrorDomain! { fatalError() }
public func CFErrorGetCode(_: CFError) -> CFIndex { fatalError() }

public let errSecSuccess: OSStatus = 0
public let kSecClass: CFString = ""
public let kSecClassKey: CFString = ""
public let kSecClassGenericPassword: CFString = ""
public let kSecAttrKeyType: CFString = ""
public let kSecAttrKeyTypeECSECPrimeRandom: CFString = ""
public let kSecAttrKeySizeInBits: CFString = ""
public let kSecAttrApplicationTag: CFString = ""
public let kSecAttrService: CFString = ""
public let kSecAttrAccount: CFString = ""
public let kSecAttrAccessible: CFString = ""
public let kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly: CFString = ""
public let kSecAttrAccessControl: CFString = ""
public let kSecAttrIsPermanent: CFString = ""
public let kSecAttrTokenID: CFString = ""
public let kSecAttrTokenIDSecureEnclave: CFString = ""
public let kSecPrivateKeyAttrs: CFString = ""
public let kSecMatchLimit: CFString = ""
public let kSecMatchLimitAll: CFString = ""
public let kSecReturnAttributes: CFString = ""
public let kSecReturnRef: CFString = ""
public let kSecReturnData: CFString = ""
public let kSecValueData: CFString = ""

public final class SecKey {}
public final class SecAccessControl {}

public struct SecAccessControlCreateFlags: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let privateKeyUsage = SecAccessControlCreateFlags(rawValue: 1 << 30)
}

public struct SecKeyAlgorithm: Sendable {
    public static let ecdsaSignatureMessageX962SHA256 = SecKeyAlgorithm()
}

public typealias CFFailure = UnsafeMutablePointer<Unmanaged<CFError>?>
public func SecAccessControlCreateWithFlags(
    _: AnyObject?, _: CFTypeRefValue, _: SecAccessControlCreateFlags, _: CFFailure?
) -> SecAccessControl? { fatalError() }
public func SecKeyCreateRandomKey(_: CFDictionary, _: CFFailure?) -> SecKey? { fatalError() }
public func SecKeyCopyPublicKey(_: SecKey) -> SecKey? { fatalError() }
public func SecKeyCopyExternalRepresentation(_: SecKey, _: CFFailure?) -> CFData? { fatalError() }
public func SecKeyCreateSignature(
    _: SecKey, _: SecKeyAlgorithm, _: CFData, _: CFFailure?
) -> CFData? { fatalError() }
public func SecItemCopyMatching(
    _: CFDictionary, _: UnsafeMutablePointer<CFTypeRef?>?
) -> OSStatus { fatalError() }
public func SecItemAdd(_: CFDictionary, _: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus {
    fatalError()
}
public func SecItemDelete(_: CFDictionary) -> OSStatus { fatalError() }
public typealias CFTypeRefValue = CFString
