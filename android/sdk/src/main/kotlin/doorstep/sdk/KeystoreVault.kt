package doorstep.sdk

import doorstep.Vault
import doorstep.VaultException
import doorstep.VaultKey
import java.security.ProviderException
import java.security.Signature
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec

/**
 * The core's vault over the phone's keys. Never makes a key anew because one did not answer: whether
 * it is gone, or only silent today, nobody can tell from an error.
 */
class KeystoreVault(private val keys: Keys) : Vault {
    override fun createSigningKey(alias: String, challenge: ByteArray): VaultKey = typed {
        val pair = keys.signing(alias) ?: made(alias, challenge)
        VaultKey(pair.public.encoded, pair.level, pair.attestation)
    }

    override fun sign(alias: String, payload: ByteArray): ByteArray = typed {
        val key = keys.signer(alias) ?: throw VaultException.Missing()
        Signature.getInstance("SHA256withECDSA").run {
            initSign(key)
            update(payload)
            sign()
        }
    }

    override fun wrap(alias: String, plain: ByteArray, aad: ByteArray): ByteArray = typed {
        val key = keys.wrapping(alias) ?: keys.makeWrapping(alias)
        Cipher.getInstance(CIPHER).run {
            // The key store draws the nonce itself and takes none.
            init(Cipher.ENCRYPT_MODE, key)
            updateAAD(aad)
            iv + doFinal(plain)
        }
    }

    override fun unwrap(alias: String, wrapped: ByteArray, aad: ByteArray): ByteArray = typed {
        val key = keys.wrapping(alias) ?: throw VaultException.Missing()
        Cipher.getInstance(CIPHER).run {
            init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE))
            updateAAD(aad)
            doFinal(wrapped, NONCE, wrapped.size - NONCE)
        }
    }

    override fun aliases(prefix: String): List<String> = typed { keys.aliases(prefix) }

    override fun delete(alias: String) = typed { keys.delete(alias) }

    // Phones whose keys for attestation were lost, or never came, make none that is to be attested.
    private fun made(alias: String, challenge: ByteArray): SigningPair {
        if (challenge.isEmpty()) return keys.makeSigning(alias, null)
        return try {
            keys.makeSigning(alias, challenge)
        } catch (_: ProviderException) {
            keys.makeSigning(alias, null)
        }
    }

    private inline fun <T> typed(act: () -> T): T = try {
        act()
    } catch (error: VaultException) {
        throw error
    } catch (error: Throwable) {
        // Also an Error: what leaves here as one never reaches the core, which then takes nothing for an answer.
        throw vaultError(error)
    }

    private companion object {
        const val CIPHER = "AES/GCM/NoPadding"
        const val NONCE = 12
        const val TAG_BITS = 128
    }
}
