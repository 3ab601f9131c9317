package doorstep

import doorstep.testenv.Authority
import doorstep.testenv.Phone
import doorstep.testenv.failsWith
import doorstep.testenv.inTestEnv
import doorstep.testenv.withResident
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A client that is closed, asleep, or not alone. */
class ClosingTest {
    @Test
    fun `a client that was shut down says so`() = inTestEnv { authority ->
        Phone(authority).use { phone ->
            val client = phone.client
            val inspector = client.inspector()
            client.setLanguage("ru")
            client.shutdown()
            client.shutdown()
            val closed = failsWith(ErrorCode.CLIENT_CLOSED) { client.snapshot() }
            assertInstanceOf(ClientException.Storage::class.java, closed)
            assertTrue(closed.trouble().text.text.any { it in 'а'..'я' }, "in the language that was set")
            failsWith(ErrorCode.CLIENT_CLOSED) { client.plan() }
            failsWith(ErrorCode.CLIENT_CLOSED) { client.setLanguage("en") }
            failsWith(ErrorCode.CLIENT_CLOSED) { client.erase("1") }
            failsWith(ErrorCode.CLIENT_CLOSED) { client.sync(Urgency.PERSON) }
            failsWith(ErrorCode.CLIENT_CLOSED) { client.resume() }
            failsWith(ErrorCode.CLIENT_CLOSED) { client.inspector() }
            failsWith(ErrorCode.CLIENT_CLOSED) { inspector.inspect("DS1:") }
            failsWith(ErrorCode.CLIENT_CLOSED) { inspector.challenge() }
            // Kotlin's own close lets go of the object; what comes after is a mistake of the app.
            client.close()
            assertThrows(IllegalStateException::class.java) { client.snapshot() }
        }
    }

    @Test
    fun `an app that sleeps shows what it knows and changes nothing`() = withResident { _, phone ->
        val pass = phone.pass("groceries")
        phone.client.suspend()
        assertEquals(listOf(pass), phone.me.passes)
        phone.client.present(phone.me.person)
        failsWith(ErrorCode.SUSPENDED) { phone.client.requestPass(phone.me.person, "pharmacy") }
        failsWith(ErrorCode.SUSPENDED) { phone.client.erase(phone.me.person) }
        phone.client.resume()
        assertEquals(listOf(pass), phone.me.passes)
        phone.pass("pharmacy")
    }

    @Test
    fun `two clients have not one folder`() = withResident { _, phone ->
        val second = failsWith(ErrorCode.ALREADY_OPEN) { phone.open() }
        assertInstanceOf(ClientException.Storage::class.java, second)
        phone.pass("groceries")
        phone.client.suspend()
        phone.open().use { other ->
            failsWith(ErrorCode.ALREADY_OPEN) { phone.client.resume() }
            other.shutdown()
        }
        phone.client.resume()
    }

    @Test
    fun `two processes have not one folder`() = inTestEnv { authority ->
        Phone(authority).use { phone ->
            val home = phone.folder.toString()
            val ca = phone.folder.resolve("ca.pem")
            ca.toFile().writeText(pem(authority.root))
            phone.folder.resolve("trust.json").toFile().writeBytes(authority.trustFile)
            val known = arrayOf("--authority", authority.url, "--ca", ca.toString())
            val other = ProcessBuilder(Authority.BINARY, "phone", "--json", "--home", home, *known, "snapshot")
                .redirectErrorStream(true).start()
            val said = other.inputReader().readText()
            assertEquals(3, other.waitFor(), said)
            assertTrue(said.contains("in-use"), said)
        }
    }

    private fun pem(der: ByteArray): String {
        val lines = java.util.Base64.getMimeEncoder(64, "\n".toByteArray()).encodeToString(der)
        return "-----BEGIN CERTIFICATE-----\n$lines\n-----END CERTIFICATE-----\n"
    }
}
