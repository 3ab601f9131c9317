#if !canImport(CryptoKit)
    import CLibcrypto
    import Foundation

    /// A P-256 key that signs.
    final class SigningKey: @unchecked Sendable {
        // Never changed once it is made, so threads may share it.
        private let key: OpaquePointer

        init() throws {
            guard let key = libcrypto_new_p256_key() else { throw KeyFailure() }
            self.key = key
        }

        deinit { EVP_PKEY_free(key) }

        /// The public half as an uncompressed point.
        var publicPoint: Data {
            var point = [UInt8](repeating: 0, count: 65)
            let length = libcrypto_public_point(key, &point, point.count)
            return Data(point.prefix(length))
        }

        /// ECDSA with SHA-256, DER.
        func sign(_ message: Data) throws -> Data {
            let context = EVP_MD_CTX_new()
            defer { EVP_MD_CTX_free(context) }
            let message = [UInt8](message)
            var length = Int(EVP_PKEY_get_size(key))
            var signature = [UInt8](repeating: 0, count: length)
            guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
                EVP_DigestSign(context, &signature, &length, message, message.count) == 1
            else { throw KeyFailure() }
            return Data(signature.prefix(length))
        }
    }

    /// A key of AES-256-GCM; what it seals begins with the nonce and ends with the tag.
    struct WrappingKey: Sendable {
        private static let nonceLength = 12
        private static let tagLength = 16
        private let key: [UInt8]

        init() throws {
            key = try random(32)
        }

        func seal(_ plain: Data, aad: Data) throws -> Data {
            let nonce = try random(Self.nonceLength)
            let context = EVP_CIPHER_CTX_new()
            defer { EVP_CIPHER_CTX_free(context) }
            let (plain, aad) = ([UInt8](plain), [UInt8](aad))
            var sealed = [UInt8](repeating: 0, count: plain.count)
            var tag = [UInt8](repeating: 0, count: Self.tagLength)
            var (length, end) = (Int32(0), Int32(0))
            guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
                EVP_EncryptUpdate(context, nil, &length, aad, Int32(aad.count)) == 1,
                EVP_EncryptUpdate(context, &sealed, &length, plain, Int32(plain.count)) == 1,
                EVP_EncryptFinal_ex(context, nil, &end) == 1,
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1
            else { throw KeyFailure() }
            return Data(nonce + sealed + tag)
        }

        func open(_ sealed: Data, aad: Data) throws -> Data {
            guard sealed.count >= Self.nonceLength + Self.tagLength else { throw KeyFailure() }
            let nonce = [UInt8](sealed.prefix(Self.nonceLength))
            let body = [UInt8](sealed.dropFirst(Self.nonceLength).dropLast(Self.tagLength))
            var tag = [UInt8](sealed.suffix(Self.tagLength))
            let aad = [UInt8](aad)
            let context = EVP_CIPHER_CTX_new()
            defer { EVP_CIPHER_CTX_free(context) }
            var plain = [UInt8](repeating: 0, count: body.count)
            var (length, end) = (Int32(0), Int32(0))
            guard EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
                EVP_DecryptUpdate(context, nil, &length, aad, Int32(aad.count)) == 1,
                EVP_DecryptUpdate(context, &plain, &length, body, Int32(body.count)) == 1,
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1,
                EVP_DecryptFinal_ex(context, nil, &end) == 1
            else { throw KeyFailure() }
            return Data(plain)
        }
    }

    private func random(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw KeyFailure() }
        return bytes
    }
#endif
