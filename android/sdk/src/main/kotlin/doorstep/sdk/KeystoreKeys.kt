package doorstep.sdk

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import doorstep.KeyLevel
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.PrivateKey
import java.security.spec.ECGenParameterSpec
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/**
 * Keys of the phone's trusted hardware. They ask for no unlocked screen: the system would close them
 * once more under it, and a pass is also shown over a locked one. In StrongBox only if `strongBox`
 * says so: it was seen to lose keys with an update, and with the wrapping key all is lost.
 */
class KeystoreKeys(private val strongBox: Boolean = false) : Keys {
    private val store by lazy { KeyStore.getInstance(PROVIDER).apply { load(null) } }

    override fun signing(alias: String): SigningPair? {
        val private = signer(alias) ?: return null
        val chain = store.getCertificateChain(alias)
        // One alone is what the key store writes where it attests nothing.
        val attested = chain.takeIf { it.size > 1 }.orEmpty()
        val attestation = attested.fold(ByteArray(0)) { all, next -> all + next.encoded }
        return SigningPair(chain.first().publicKey, private, level(private), attestation)
    }

    override fun signer(alias: String) = store.getKey(alias, null) as? PrivateKey

    override fun makeSigning(alias: String, challenge: ByteArray?): SigningPair {
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
            .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
            .setDigests(KeyProperties.DIGEST_SHA256)
            .setAttestationChallenge(challenge)
        placed(spec) {
            KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, PROVIDER).run {
                initialize(it)
                generateKeyPair()
            }
        }
        return checkNotNull(signing(alias))
    }

    override fun wrapping(alias: String) = store.getKey(alias, null) as? SecretKey

    override fun makeWrapping(alias: String): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val spec = KeyGenParameterSpec.Builder(alias, purposes).setKeySize(KEY_BITS)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
        return placed(spec) {
            KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).run {
                init(it)
                generateKey()
            }
        }
    }

    override fun aliases(prefix: String) = store.aliases().asSequence().filter { it.startsWith(prefix) }.toList()

    override fun delete(alias: String) = store.deleteEntry(alias)

    private fun <T> placed(spec: KeyGenParameterSpec.Builder, make: (KeyGenParameterSpec) -> T): T {
        if (!strongBox || Build.VERSION.SDK_INT < Build.VERSION_CODES.P) return make(spec.build())
        return try {
            make(spec.setIsStrongBoxBacked(true).build())
        } catch (_: StrongBoxUnavailableException) {
            make(spec.setIsStrongBoxBacked(false).build())
        }
    }

    @Suppress("DEPRECATION") // What tells it in finer words is not there on the oldest phones.
    private fun level(key: PrivateKey): KeyLevel {
        val info = KeyFactory.getInstance(key.algorithm, PROVIDER).getKeySpec(key, KeyInfo::class.java)
        return if (info.isInsideSecureHardware) KeyLevel.HARDWARE else KeyLevel.SOFTWARE
    }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
        const val KEY_BITS = 256
    }
}
