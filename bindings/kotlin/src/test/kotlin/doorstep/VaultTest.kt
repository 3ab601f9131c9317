package doorstep

import doorstep.testenv.Authority
import doorstep.testenv.Phone
import doorstep.testenv.failsWith
import doorstep.testenv.withResident
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Test

/** A key store that fails: an error is not a loss, and no key is made anew because of one. */
class VaultTest {
    private val failures = listOf<Pair<() -> Throwable, ErrorCode>>(
        { VaultException.Transient() } to ErrorCode.VAULT_BUSY,
        { VaultException.Locked() } to ErrorCode.VAULT_LOCKED,
        { VaultException.Unsupported() } to ErrorCode.VAULT_UNSUPPORTED,
        // Nothing of what a vault says in its own words reaches anybody.
        { IllegalStateException("a secret") } to ErrorCode.VAULT_BUSY,
        { NullPointerException() } to ErrorCode.VAULT_BUSY,
    )

    @Test
    fun `a pass shows again once the vault is well`() = withResident { _, phone ->
        phone.pass("groceries")
        for ((failure, code) in failures) {
            phone.vault.before = { throw failure() }
            val error = failsWith(code) { phone.client.present(phone.me.person) }
            assertInstanceOf(ClientException.Vault::class.java, error)
            phone.vault.before = {}
            phone.client.present(phone.me.person)
        }
    }

    @Test
    fun `a vault that fails once costs no pass and makes none twice`() {
        for (failing in 1..4) {
            withResident { _, phone ->
                var calls = 0
                phone.vault.before = { if (++calls == failing) throw VaultException.Transient() }
                val asked = runCatching { phone.client.requestPass(phone.me.person, "pharmacy") }
                phone.vault.before = {}
                phone.restart()
                phone.client.sync(Urgency.PERSON)
                if (asked.isFailure) phone.pass("pharmacy")
                assertEquals(1, phone.me.passes.size, "call $failing")
            }
        }
    }

    @Test
    fun `before the first unlock nothing opens and nothing is lost`() = withResident { _, phone ->
        val pass = phone.pass("groceries")
        phone.client.shutdown()
        phone.vault.before = { throw VaultException.Locked() }
        repeat(2) { failsWith(ErrorCode.VAULT_LOCKED) { phone.open() } }
        phone.vault.before = {}
        phone.restart()
        assertEquals(listOf(pass), phone.me.passes)
        assertEquals(Step.REGISTERED, phone.me.registration.step)
    }

    @Test
    fun `a phone that was never unlocked opens as a new one afterwards`() {
        Authority().use { authority ->
            Phone(authority).use { phone ->
                phone.client.shutdown()
                val fresh = phone.setup.copy(folder = phone.folder.resolve("fresh").toString())
                phone.vault.before = { throw VaultException.Locked() }
                failsWith(ErrorCode.VAULT_LOCKED) { Client.open(fresh, phone.vault, phone.clock) }
                phone.vault.before = {}
                Client.open(fresh, phone.vault, phone.clock).use { client ->
                    assertEquals(Step.NOT_REGISTERED, client.snapshot().people.single().registration.step)
                    client.shutdown()
                }
            }
        }
    }
}
