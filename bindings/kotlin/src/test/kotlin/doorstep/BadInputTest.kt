package doorstep

import doorstep.testenv.Phone
import doorstep.testenv.failsWith
import doorstep.testenv.withResident
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import java.lang.reflect.InvocationTargetException
import java.nio.charset.CharacterCodingException

/** Whatever is pasted has an answer. */
class BadInputTest {
    private val texts = listOf(
        "", " ", "\u0000", "1\u00002", "\uD83D\uDE00", "\u202E123", "%s%n", "'; DROP TABLE facts; --",
        "1".repeat(10_000), "x".repeat(1 shl 20), "\uFFFF".repeat(1000), "ё".repeat(1 shl 20),
    )

    @Test
    fun `every text has a typed answer everywhere`() = withResident { authority, phone ->
        val client = phone.client
        phone.pass("groceries")
        Phone(authority).use { stranger ->
            for (text in texts) {
                failsWith(ErrorCode.PHONE_INVALID) { stranger.client.register("1", text) }
                failsWith(ErrorCode.PURPOSE_UNKNOWN) { client.requestPass("1", text) }
                failsWith(ErrorCode.PASS_UNKNOWN) { client.present("1", text) }
                failsWith(ErrorCode.CHALLENGE_MALFORMED) { client.present("1", challenge = text) }
                val care = client.emergency("1", text)
                assertEquals(ErrorCode.CHALLENGE_MALFORMED, care.trouble?.code)
                assertNotNull(care.shown, "the code as it is answers whoever asks")
                failsWith(ErrorCode.PERSON_UNKNOWN) { client.passes(text) }
                assertEquals(Verdict.UNREADABLE, client.inspector().inspect(text).verdict)
                client.setLanguage(text)
                assertEquals("en", client.snapshot().language)
                assertInstanceOf(
                    ClientException::class.java,
                    assertThrows(Exception::class.java) {
                        Client.open(phone.setup.copy(folder = "/dev/null/$text"), phone.vault, phone.clock)
                    },
                )
            }
        }
    }

    @Test
    fun `a code is drawn of every text that a code has room for`() {
        for (text in texts) {
            val code = qrCode(text)
            assertEquals(text.toByteArray().size <= MOST_BYTES, code != null, "${text.length} characters")
            code?.let { assertEquals((it.size * it.size).toInt(), it.modules.size) }
        }
    }

    @Test
    fun `a null from Java is Java's own error`() = withResident { _, phone ->
        val passes = Client::class.java.getMethod("passes", String::class.java)
        val thrown = assertThrows(InvocationTargetException::class.java) { passes.invoke(phone.client, null) }
        assertInstanceOf(NullPointerException::class.java, thrown.cause)
        phone.client.snapshot()
    }

    @Test
    fun `half a character is Java's own error`() = withResident { _, phone ->
        assertThrows(CharacterCodingException::class.java) { phone.client.passes("\uD800") }
        phone.client.snapshot()
    }

    private companion object {
        /** Of a code of version 40-M (ISO/IEC 18004). */
        const val MOST_BYTES = 2_331
    }
}
