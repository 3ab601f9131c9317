package doorstep.sdk

import doorstep.KeyLevel
import java.security.PrivateKey
import java.security.PublicKey
import javax.crypto.SecretKey

/** A key pair for signatures, as far as a phone shows it; `attestation` is empty where it shows none. */
class SigningPair(val public: PublicKey, val private: PrivateKey, val level: KeyLevel, val attestation: ByteArray)

/** Where keys are. What is asked for and is not there is null; everything else that fails throws. */
interface Keys {
    fun signing(alias: String): SigningPair?

    /** The same for a signature alone: what else is told of a key takes several calls of the phone's. */
    fun signer(alias: String): PrivateKey?

    /** Attested to this challenge, or not attested at all. */
    fun makeSigning(alias: String, challenge: ByteArray?): SigningPair

    fun wrapping(alias: String): SecretKey?

    fun makeWrapping(alias: String): SecretKey

    /** Names of the keys, of either kind, that begin so. */
    fun aliases(prefix: String): List<String>

    fun delete(alias: String)
}
