package doorstep

import doorstep.testenv.Phone
import doorstep.testenv.failsWith
import doorstep.testenv.inTestEnv
import doorstep.testenv.withResident
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Errors by code and by kind, with what to say and what to do. */
class ErrorsTest {
    @Test
    fun `what is typed wrong is told by its place`() = inTestEnv { authority ->
        Phone(authority).use { phone ->
            val person = phone.me.person
            val wrong = failsWith(ErrorCode.PHONE_INVALID) { phone.client.register(person, "8 916 12x-45-67") }
            assertInstanceOf(ClientException.Correct::class.java, wrong)
            assertEquals("phone-invalid", wrong.toString())
            assertEquals("phone-invalid", wrong.trouble().text.key)
            assertTrue(wrong.trouble().text.text.contains("9"), wrong.trouble().text.text)
            assertTrue(wrong.trouble().next.text.isNotEmpty())
            phone.client.setLanguage("ru-RU")
            val russian = failsWith(ErrorCode.PHONE_INVALID) { phone.client.register(person, "12") }
            assertTrue(russian.trouble().text.text.any { it in 'а'..'я' })
            failsWith(ErrorCode.MARK_INVALID) { phone.client.register(person, Phone.NUMBER, "четыре") }
            failsWith(ErrorCode.NO_REGISTRATION) { phone.client.confirm(person, "123456") }
        }
    }

    @Test
    fun `a wrong code says how many tries are left`() = inTestEnv { authority ->
        Phone(authority).use { phone ->
            val person = phone.me.person
            phone.client.register(person, Phone.NUMBER)
            val code = authority.code()
            val other = if (code == "000000") "000001" else "000000"
            failsWith(ErrorCode.CODE_MALFORMED) { phone.client.confirm(person, "12345") }
            val wrong = failsWith(ErrorCode.CODE_WRONG) { phone.client.confirm(person, other) }
            assertTrue(wrong.trouble().text.text.contains("4"), wrong.trouble().text.text)
            assertEquals(RegistrationResult.Registered, phone.client.confirm(person, code.chunked(3).joinToString(" ")))
            failsWith(ErrorCode.ALREADY_REGISTERED) { phone.client.register(person, Phone.NUMBER) }
        }
    }

    @Test
    fun `a refusal says why and when again`() = withResident { _, phone ->
        val person = phone.me.person
        failsWith(ErrorCode.NO_PASS_NEEDED) { phone.client.requestPass(person, "nearby") }
        failsWith(ErrorCode.PURPOSE_UNKNOWN) { phone.client.requestPass(person, "opera") }
        repeat(2) { phone.pass("groceries") }
        val used = failsWith(ErrorCode.QUOTA_USED) { phone.client.requestPass(person, "groceries") }
        assertInstanceOf(ClientException.Wait::class.java, used)
        assertNotNull(used.trouble().retryAtMs)
        assertFalse(used.message.orEmpty().contains("2 of 2"), "a crash log has the code alone: ${used.message}")
    }

    @Test
    fun `what is not there is told so`() = inTestEnv { authority ->
        Phone(authority).use { phone ->
            val person = phone.me.person
            failsWith(ErrorCode.NOT_REGISTERED) { phone.client.requestPass(person, "groceries") }
            val care = phone.client.emergency(person)
            assertEquals(ErrorCode.NOT_REGISTERED, care.trouble?.code)
            assertEquals("Emergency care needs no pass. Just go.", care.text.text)
            failsWith(ErrorCode.PASS_UNKNOWN) { phone.client.present(person) }
            failsWith(ErrorCode.PASS_UNKNOWN) { phone.client.present(person, "no such pass") }
            failsWith(ErrorCode.CHALLENGE_MALFORMED) { phone.client.present(person, challenge = "1234 567") }
            for (nobody in listOf("", "0", "2", "-1", "one", "99999999999999999999")) {
                failsWith(ErrorCode.PERSON_UNKNOWN) { phone.client.passes(nobody) }
            }
            failsWith(ErrorCode.TRUST_FILE_INVALID) {
                Client.open(phone.setup.copy(trustFile = ByteArray(0)), phone.vault, phone.clock)
            }
        }
    }

    @Test
    fun `no network is no error while registering, and is told when asking`() = inTestEnv { authority ->
        Phone(authority).use { phone ->
            authority.close()
            val waiting = phone.client.register(phone.me.person, Phone.NUMBER)
            assertInstanceOf(RegistrationResult.WaitingToSend::class.java, waiting)
            assertEquals(ErrorCode.OFFLINE, (waiting as RegistrationResult.WaitingToSend).why.code)
            assertEquals(Step.WAITING_TO_SEND, phone.me.registration.step)
            assertEquals(ErrorCode.OFFLINE, phone.client.sync(Urgency.PERSON).problem?.code)
            failsWith(ErrorCode.OFFLINE) { phone.client.inspector().refresh() }
        }
    }
}
