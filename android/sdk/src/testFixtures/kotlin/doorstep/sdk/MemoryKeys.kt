package doorstep.sdk

import doorstep.KeyLevel
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.PrivateKey
import java.security.ProviderException
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/** Keys in memory in place of the phone's, made and used by real cryptography. */
class MemoryKeys : Keys {
    private val pairs = ConcurrentHashMap<String, KeyPair>()
    private val secrets = ConcurrentHashMap<String, SecretKey>()

    /** Called before anything is done: throws, or does nothing. */
    @Volatile var before: () -> Unit = {}

    /** The same before a key is deleted. */
    @Volatile var beforeDelete: () -> Unit = {}

    /** Whether no key can be made that is to be attested, as on phones that have lost what they attest with. */
    @Volatile var attestsNothing = false

    /** To what each key was attested, by its name; nothing where it was not. */
    val attested = ConcurrentHashMap<String, String>()

    /** How many keys were made. */
    val made get() = pairs.size + secrets.size

    /** How often everything about a key was asked for. */
    var told = 0
        private set

    override fun signing(alias: String): SigningPair? {
        before()
        told++
        return pairs[alias]?.let { SigningPair(it.public, it.private, KeyLevel.SOFTWARE, ByteArray(0)) }
    }

    override fun signer(alias: String): PrivateKey? {
        before()
        return pairs[alias]?.private
    }

    override fun makeSigning(alias: String, challenge: ByteArray?): SigningPair {
        if (challenge != null) {
            if (attestsNothing) throw ProviderException("Failed to generate attestation certificate chain")
            attested[alias] = challenge.decodeToString()
        }
        pairs[alias] = KeyPairGenerator.getInstance("EC").run {
            initialize(ECGenParameterSpec("secp256r1"))
            generateKeyPair()
        }
        return checkNotNull(signing(alias))
    }

    override fun wrapping(alias: String): SecretKey? {
        before()
        return secrets[alias]
    }

    override fun makeWrapping(alias: String): SecretKey =
        KeyGenerator.getInstance("AES").apply { init(256) }.generateKey().also { secrets[alias] = it }

    override fun aliases(prefix: String): List<String> {
        before()
        return (pairs.keys + secrets.keys).filter { it.startsWith(prefix) }
    }

    override fun delete(alias: String) {
        before()
        beforeDelete()
        pairs.remove(alias)
        secrets.remove(alias)
    }
}
