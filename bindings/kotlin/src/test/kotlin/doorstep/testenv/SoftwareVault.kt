package doorstep.testenv

import doorstep.KeyLevel
import doorstep.Vault
import doorstep.VaultException
import doorstep.VaultKey
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.SecureRandom
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

/** Keys in memory, made by Java's own cryptography, as a phone's key store makes them. */
class SoftwareVault : Vault {
    private val signing = ConcurrentHashMap<String, KeyPair>()
    private val wrapping = ConcurrentHashMap<String, SecretKey>()
    private val random = SecureRandom()

    /** Called before anything is done: throws, waits, or does nothing. */
    @Volatile var before: () -> Unit = {}

    override fun createSigningKey(alias: String, challenge: ByteArray): VaultKey {
        before()
        val pair = signing.computeIfAbsent(alias) {
            KeyPairGenerator.getInstance("EC").run {
                initialize(ECGenParameterSpec("secp256r1"))
                generateKeyPair()
            }
        }
        return VaultKey(pair.public.encoded, KeyLevel.SOFTWARE, ByteArray(0))
    }

    override fun sign(alias: String, payload: ByteArray): ByteArray {
        before()
        val pair = signing[alias] ?: throw VaultException.Missing()
        return Signature.getInstance("SHA256withECDSA").run {
            initSign(pair.private)
            update(payload)
            sign()
        }
    }

    override fun wrap(alias: String, plain: ByteArray, aad: ByteArray): ByteArray {
        before()
        val key = wrapping.computeIfAbsent(alias) { SecretKeySpec(bytes(32), "AES") }
        val nonce = bytes(12)
        return nonce + cipher(Cipher.ENCRYPT_MODE, key, nonce, aad).doFinal(plain)
    }

    override fun unwrap(alias: String, wrapped: ByteArray, aad: ByteArray): ByteArray {
        before()
        val key = wrapping[alias] ?: throw VaultException.Missing()
        val nonce = wrapped.copyOf(12)
        return cipher(Cipher.DECRYPT_MODE, key, nonce, aad).doFinal(wrapped, 12, wrapped.size - 12)
    }

    override fun aliases(prefix: String): List<String> {
        before()
        return (signing.keys + wrapping.keys).filter { it.startsWith(prefix) }
    }

    override fun delete(alias: String) {
        before()
        signing.remove(alias)
        wrapping.remove(alias)
    }

    private fun bytes(count: Int) = ByteArray(count).also(random::nextBytes)

    private fun cipher(mode: Int, key: SecretKey, nonce: ByteArray, aad: ByteArray): Cipher =
        Cipher.getInstance("AES/GCM/NoPadding").apply {
            init(mode, key, GCMParameterSpec(128, nonce))
            updateAAD(aad)
        }
}
