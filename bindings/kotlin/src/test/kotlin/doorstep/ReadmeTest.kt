package doorstep

import doorstep.testenv.Phone
import doorstep.testenv.inTestEnv
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The lines of the README do what it says. */
class ReadmeTest {
    @Test
    fun `the lines of the README show a pass`() = inTestEnv { authority ->
        Phone(authority).use { phone ->
            phone.client.shutdown()
            val shown = goOut(phone.setup, phone.vault, phone.clock, Phone.NUMBER) { authority.code() }
            assertTrue(shown.text.startsWith("DS1:"))
        }
    }

    // README
    suspend fun goOut(setup: Setup, vault: Vault, clock: PhoneClock, number: String, sms: () -> String): Shown {
        CoreLibrary.load() // a typed error if app and library do not belong together
        val client = Client.open(setup, vault, clock)
        val me = client.snapshot().people.first().person
        client.register(me, number)
        client.confirm(me, sms())
        return when (val asked = client.requestPass(me, "groceries")) {
            is PassRequestResult.Pass -> client.present(me, asked.pass.id) // offline from here on
            is PassRequestResult.WaitingToSend -> throw IllegalStateException(asked.why.text.text)
        }.also { client.shutdown() }
    }
    // /README
}
