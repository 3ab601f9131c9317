package doorstep

import doorstep.testenv.Authority
import doorstep.testenv.Phone
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import kotlin.math.roundToInt
import kotlin.math.sqrt

/** From registering to inspection, against the real authority over HTTPS. */
class JourneyTest {
    @Test
    fun `a resident registers, goes out and is let pass`() = runTest {
        Authority().use { authority ->
            Phone(authority).use { phone ->
                assertEquals(Step.NOT_REGISTERED, phone.me.registration.step)
                assertEquals(RegistrationResult.Registered, phone.register())
                val groceries = phone.me.purposes.first { it.key == "groceries" }
                assertEquals(2uL, groceries.quota?.of)
                assertTrue(groceries.passNeeded)
                val pass = phone.pass("groceries")
                assertEquals("groceries", pass.purpose)
                assertEquals(180 * 60_000, pass.validUntilMs - pass.validFromMs)
                assertEquals(listOf(pass), phone.me.passes)
                assertEquals(listOf(pass), phone.client.passes(phone.me.person))

                Phone(authority).use { other ->
                    val inspector = other.client.inspector()
                    val before = inspector.inspect(phone.client.present(phone.me.person).text)
                    assertEquals(Reason.NO_LISTS, before.reason)
                    assertEquals(Age.CURRENT, inspector.refresh().age)
                    val code = checkNotNull(phone.client.present(phone.me.person).typedCode)
                    assertEquals(listOf(4, 4, 4, 4), code.split(' ').map(String::length))
                    val named = inspector.lookUp(code.lowercase())
                    assertEquals(Verdict.VALID to "ИП4321", named.verdict to named.mark)
                    assertEquals(7u to Reason.CODE_SYMBOL, inspector.lookUp("2345 6O89 2345 678A").let { it.position to it.reason })
                    // From here on nobody has a network.
                    authority.close()
                    phone.restart()
                    assertEquals(Reason.CODE_NEEDS_NETWORK, inspector.lookUp(code).reason)
                    showAndInspect(phone, pass, other, inspector)
                }
                phone.client.erase(phone.me.person)
                assertEquals(Step.ERASING, phone.me.registration.step)
                assertTrue(phone.me.passes.isEmpty())
            }
        }
    }

    private fun showAndInspect(phone: Phone, pass: PassEntry, other: Phone, inspector: Inspector) {
        val shown = phone.client.present(phone.me.person, pass.id)
        assertEquals(pass.validUntilMs, shown.validUntilMs)
        assertEquals(5_000L, shown.nextFrameInMs)
        assertEquals(shown.qr.size.toInt(), sqrt(shown.qr.modules.size.toDouble()).roundToInt())
        assertTrue(shown.qr.modules.all { it in 0..1 })
        assertFalse(shown.toString().contains("DS1"), "what is printed can't be shown")
        assertFalse(shown.toString().contains(checkNotNull(shown.typedCode)), "nor looked up")
        assertFalse(phone.client.snapshot().toString().contains(checkNotNull(shown.typedCode)))
        val looked = inspector.inspect(shown.text)
        assertEquals(Verdict.VALID to Reason.OK, looked.verdict to looked.reason)
        assertEquals("ИП4321" to "groceries", looked.mark to looked.purpose?.key)
        assertEquals(pass.validUntilMs, looked.validUntilMs)
        assertTrue(looked.letsPass)
        assertNull(looked.caution)
        assertFalse(looked.toString().contains("ИП4321"), "nor read in a log")

        // A picture of it is worth nothing three quarters of a minute later, and accuses nobody.
        phone.clock.advance(45)
        other.clock.advance(45)
        val picture = inspector.inspect(shown.text)
        assertEquals(Verdict.STALE_FRAME, picture.verdict)
        assertNotNull(picture.caution)
        assertNull(picture.mark)

        // One picture calls nothing forged.
        val forged = shown.text.dropLast(3) + "000"
        assertEquals(Verdict.UNREADABLE, inspector.scan(forged).verdict)

        val asked = inspector.challenge()
        val grouped = asked.digits.chunked(4).joinToString(" ")
        val answer = phone.client.present(phone.me.person, challenge = grouped)
        assertNull(answer.nextFrameInMs)
        assertEquals(Verdict.VALID, inspector.inspect(answer.text).verdict)
        assertEquals(Verdict.VALID, inspector.inspect(answer.text, asked.digits).verdict)

        val emergency = inspector.inspect(phone.client.emergency(phone.me.person).shown!!.text)
        assertEquals(Verdict.SELF_DECLARED_EMERGENCY, emergency.verdict)
    }

    @Test
    fun `a revoked pass is told of, with a notice in the plan`() = runTest {
        Authority().use { authority ->
            Phone(authority).use { phone ->
                phone.register()
                val pass = phone.pass("pharmacy")
                assertEquals(listOf("pass-ends-${pass.id}"), phone.client.plan().notices.map { it.id })
                authority.revoke(pass.id)
                authority.advance(600)
                phone.clock.advance(600)
                val report = phone.client.sync(Urgency.BACKGROUND, budgetMs = 25_000uL)
                assertTrue(report.listsChanged)
                assertNull(report.problem)
                assertEquals(PassState.RETURN_HOME_ONLY, phone.me.passes.single().state)
                assertEquals(listOf("pass-revoked-${pass.id}"), phone.client.plan().notices.map { it.id })
            }
        }
    }
}
