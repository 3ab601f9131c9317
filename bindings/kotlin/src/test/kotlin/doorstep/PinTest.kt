package doorstep

import doorstep.testenv.Phone
import doorstep.testenv.failsWith
import doorstep.testenv.withResident
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A PIN hides one person's part of a shared phone, and stops no emergency. */
class PinTest {
    @Test
    fun `a PIN hides a part until it is typed or removed`() = withResident { _, phone ->
        val (client, me) = phone.client to phone.me.person
        assertNull(phone.me.pin)
        val other = client.addPerson(isChild = false)
        assertEquals(PinState.UNSET, phone.view(me).pin?.state)
        for (malformed in listOf("", "246", "246802468", "24a8")) {
            failsWith(ErrorCode.PIN_MALFORMED) { client.setPin(me, malformed) }
        }
        client.setPin(me, "2468")
        assertEquals(PinState.OPEN, phone.view(me).pin?.state)

        client.lockPeople()
        val hidden = phone.view(me)
        assertEquals(PinState.LOCKED, hidden.pin?.state)
        assertEquals(null to null, hidden.mark to hidden.registration.phone)
        assertTrue(hidden.purposes.isEmpty())
        failsWith(ErrorCode.PERSON_LOCKED) { client.passes(me) }
        failsWith(ErrorCode.PERSON_LOCKED) { client.removePin(me) }
        failsWith(ErrorCode.PERSON_LOCKED) { client.setPin(me, "1111") }
        assertNull(client.emergency(me).trouble)
        assertEquals(PinState.UNSET, phone.view(other).pin?.state)

        val wrong = failsWith(ErrorCode.PIN_WRONG) { client.unlock(me, "2469") }
        assertEquals("This is not the PIN. 4 tries are left.", wrong.trouble().text.text)
        client.unlock(me, "٢٤٦٨")
        assertEquals("ИП4321", phone.view(me).mark)
        client.removePin(me)
        client.lockPeople()
        assertEquals(PinState.UNSET, phone.view(me).pin?.state)
    }

    @Test
    fun `wrong PINs wait, and a forgotten one goes after a day`() = withResident { _, phone ->
        val (client, me) = phone.client to phone.me.person
        client.addPerson(isChild = false)
        client.setPin(me, "2468")
        client.lockPeople()
        repeat(4) { failsWith(ErrorCode.PIN_WRONG) { client.unlock(me, "1357") } }
        failsWith(ErrorCode.PIN_WAIT) { client.unlock(me, "1357") }
        failsWith(ErrorCode.PIN_WAIT) { client.unlock(me, "2468") }
        assertNotNull(phone.view(me).pin?.waitsUntilMs)
        phone.clock.advance(61)
        assertNull(phone.view(me).pin?.waitsUntilMs)

        client.forgetPin(me)
        assertNotNull(phone.view(me).pin?.goesAtMs)
        phone.clock.advance(86_390)
        assertEquals(PinState.LOCKED, phone.view(me).pin?.state)
        phone.clock.advance(20)
        assertEquals(PinState.UNSET, phone.view(me).pin?.state)
        failsWith(ErrorCode.PERSON_UNKNOWN) { client.forgetPin("nobody") }
    }

    private fun Phone.view(person: String): PersonView = client.snapshot().people.single { it.person == person }
}
