package doorstep

import doorstep.testenv.Authority
import doorstep.testenv.failsWith
import doorstep.testenv.withResident
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Passes by text message: a form, its exact message, and the reply that somebody pastes. */
class SmsTest {
    @Test
    fun `a form is looked at, sent by its person, and answered`() = withResident { authority, phone ->
        val (client, me) = phone.client to phone.me.person
        assertTrue(client.smsRegions(me).isEmpty())
        failsWith(ErrorCode.NO_RULES) { client.smsMessage(me, form("9219632506"), SmsUse.LOOK) }
        authority.publishSmsTables()
        assertNull(client.sync(Urgency.PERSON).problem)
        assertTrue(client.snapshot().hasSmsRegions)

        val region = client.smsRegions(me).single()
        assertEquals(REGION to "Text messages to 2590", region.region to region.title.text)
        val register = region.forms.first()
        assertEquals("registration-v2" to true, register.form to register.canBeWritten)
        assertEquals(SmsInput.DIGITS, register.fields.single().input)
        // Nobody knows how a purpose is written; longer messages of the same effect stand last.
        assertEquals(listOf(true, false, true, true), region.forms.map { it.canBeWritten })

        val wrong = client.smsMessage(me, form("92196325"), SmsUse.SEND) as SmsMessageResult.Refused
        assertEquals("field-refused" to "passport", wrong.v1.code to wrong.v1.findings.single().field)
        val looked = message(client, SmsUse.LOOK)
        assertNull(looked.request)
        assertFalse("9219632506" in "$looked ${form("9219632506")}", "nothing typed is printed")
        val sent = message(client, SmsUse.SEND)
        assertEquals(looked.text to "2590", sent.text to sent.number)
        assertEquals(sent.request, client.smsRegions(me).single().requests.single().request)

        val read = client.smsReply(me, REGION, "Что?") as SmsReplyResult.Read
        assertEquals(SmsReplyClass.UNKNOWN to "Что?", read.v1.`class` to read.v1.request?.reply)
        val nowhere = client.smsReply(me, "xx-1", "Что?") as SmsReplyResult.Refused
        assertEquals("region-unknown", nowhere.v1.code)
    }

    private fun message(client: Client, use: SmsUse): SmsMessageView {
        val me = client.snapshot().people.single().person
        return (client.smsMessage(me, form("92 19 632506"), use) as SmsMessageResult.Message).v1
    }

    private fun form(passport: String) =
        SmsFilledForm(REGION, "registration-v2", listOf(SmsFieldValue("passport", passport)))

    private companion object {
        const val REGION = "ru-ta-2590"
    }
}
