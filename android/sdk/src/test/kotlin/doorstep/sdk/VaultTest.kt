package doorstep.sdk

import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.StrongBoxUnavailableException
import android.security.keystore.UserNotAuthenticatedException
import doorstep.VaultException
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.security.KeyFactory
import java.security.KeyStoreException
import java.security.NoSuchAlgorithmException
import java.security.ProviderException
import java.security.Signature
import java.security.UnrecoverableKeyException
import java.security.spec.X509EncodedKeySpec
import javax.crypto.AEADBadTagException

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35])
class VaultTest {
    private val keys = MemoryKeys()
    private val vault = KeystoreVault(keys)

    @Test
    fun `what is sealed opens under its key and its name alone`() {
        val sealed = vault.wrap("rows", "pass".toByteArray(), "row 1".toByteArray())
        assertArrayEquals("pass".toByteArray(), vault.unwrap("rows", sealed, "row 1".toByteArray()))
        assertThrows(VaultException.Transient::class.java) { vault.unwrap("rows", sealed, "row 2".toByteArray()) }
        assertThrows(VaultException.Missing::class.java) { vault.unwrap("other", sealed, "row 1".toByteArray()) }
        assertThrows(VaultException.Transient::class.java) { vault.unwrap("rows", ByteArray(5), ByteArray(0)) }
    }

    @Test
    fun `a signature is of the key that was shown`() {
        val key = vault.createSigningKey("account", ByteArray(4))
        assertEquals(91, key.public.size)
        val signature = vault.sign("account", "request".toByteArray())
        val public = KeyFactory.getInstance("EC").generatePublic(X509EncodedKeySpec(key.public))
        val holds = Signature.getInstance("SHA256withECDSA").run {
            initVerify(public)
            update("request".toByteArray())
            verify(signature)
        }
        assertTrue(holds)
        assertArrayEquals(key.public, vault.createSigningKey("account", ByteArray(4)).public)
        vault.delete("account")
        assertThrows(VaultException.Missing::class.java) { vault.sign("account", ByteArray(1)) }
        vault.delete("account")
    }

    @Test
    fun `keys of either kind are found by the beginning of their names`() {
        vault.createSigningKey("doorstep/1/pass/a", ByteArray(0))
        vault.wrap("doorstep/1/wrap/b", ByteArray(1), ByteArray(0))
        vault.createSigningKey("doorstep/12/pass/c", ByteArray(0))
        assertEquals(setOf("doorstep/1/pass/a", "doorstep/1/wrap/b"), vault.aliases("doorstep/1/").toSet())
        vault.delete("doorstep/1/pass/a")
        assertEquals(listOf("doorstep/1/wrap/b"), vault.aliases("doorstep/1/"))
        keys.before = { throw ProviderException("busy") }
        assertThrows(VaultException.Transient::class.java) { vault.aliases("doorstep/1/") }
    }

    @Test
    fun `a key is attested only to a challenge, and comes without where the phone attests nothing`() {
        vault.createSigningKey("plain", ByteArray(0))
        vault.createSigningKey("account", "nonce".toByteArray())
        assertEquals(mapOf("account" to "nonce"), keys.attested)
        keys.attestsNothing = true
        assertEquals(0, vault.createSigningKey("other", "nonce".toByteArray()).attestation.size)
        assertEquals(setOf("account"), keys.attested.keys)
        assertEquals(3, keys.made)
    }

    @Test
    fun `what is told of a key is not asked for each signature`() {
        vault.createSigningKey("account", ByteArray(0))
        val told = keys.told
        repeat(3) { vault.sign("account", ByteArray(1)) }
        assertEquals(told, keys.told)
    }

    @Test
    fun `keys that do not answer are not made anew`() {
        vault.createSigningKey("account", ByteArray(0))
        vault.wrap("rows", ByteArray(1), ByteArray(0))
        val before = keys.made
        keys.before = { throw ProviderException("invalid key blob") }
        assertThrows(VaultException.Transient::class.java) { vault.createSigningKey("account", ByteArray(0)) }
        assertThrows(VaultException.Transient::class.java) { vault.wrap("rows", ByteArray(1), ByteArray(0)) }
        assertThrows(VaultException.Transient::class.java) { vault.delete("rows") }
        assertEquals(before, keys.made)
    }

    @Test
    fun `each exception has one meaning, and what is unknown may pass`() {
        val table = listOf(
            KeyPermanentlyInvalidatedException() to VaultException.Invalidated::class,
            UserNotAuthenticatedException() to VaultException.Locked::class,
            ProviderException(StrongBoxUnavailableException()) to VaultException.Unsupported::class,
            NoSuchAlgorithmException() to VaultException.Transient::class,
            ProviderException("keystore", KeyPermanentlyInvalidatedException()) to VaultException.Invalidated::class,
            KeyStoreException() to VaultException.Transient::class,
            UnrecoverableKeyException() to VaultException.Transient::class,
            AEADBadTagException() to VaultException.Transient::class,
            IllegalStateException() to VaultException.Transient::class,
        )
        table.forEach { (error, meaning) -> assertEquals(error.toString(), meaning, vaultError(error)::class) }
    }

    @Test
    fun `a phone without a key store is told as one that does not answer`() {
        // As here: there is none outside a phone.
        val vault = KeystoreVault(KeystoreKeys())
        assertThrows(VaultException.Transient::class.java) { vault.createSigningKey("account", ByteArray(0)) }
    }
}
