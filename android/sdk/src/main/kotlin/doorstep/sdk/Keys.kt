package doorstep.sdk

import doorstep.KeyLevel
import java.security.PrivateKey
import java.security.PublicKey
import javax.crypto.SecretKey

/** A key pair for signatures, as far as a phone shows it. */
class SigningPair(val public: PublicKey, val private: PrivateKey, val level: KeyLevel, val attestation: ByteArray)

/** Where keys are. What is asked for and is not there is null; everything else that fails throws. */
interface Keys {
    fun signing(alias: String): SigningPair?

    fun makeSigning(alias: String, challenge: ByteArray): SigningPair

    fun wrapping(alias: String): SecretKey?

    fun makeWrapping(alias: String): SecretKey

    fun delete(alias: String)
}
