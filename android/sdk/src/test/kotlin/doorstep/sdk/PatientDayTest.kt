package doorstep.sdk

import doorstep.Cause
import doorstep.Declaring
import doorstep.Facts
import doorstep.LocationAccess
import doorstep.LocationFix
import doorstep.NetworkKind
import doorstep.OrderDecision
import doorstep.Plan
import doorstep.Provider
import doorstep.Source
import doorstep.Urgency
import doorstep.Wake
import doorstep.Wifi
import doorstep.testenv.Authority
import doorstep.testenv.Phone
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** The core makes the plans of a patient's day that both apps are held to. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class PatientDayTest {
    private val authority = Authority()
    private val phone = Phone(authority)
    private val client get() = phone.client
    private val me get() = phone.me.person
    private var order = ""

    @After
    fun end() = authority.use { phone.close() }

    @Test
    fun `a patient's plans are as their list says`() = runBlocking {
        phone.register()
        ShellDay.offline.forEach { step ->
            val seconds = step.optLong("after_s")
            phone.clock.advance(seconds)
            authority.advance(seconds)
            val made = planned(does(step.getJSONObject("event")))
            val wanted = step.getJSONObject("plan")
            // Where nobody is watched a phone wakes for its lists, each at its own moment.
            if (!wanted.getBoolean("keep_alive")) made.put("wake_at_ms", wanted.get("wake_at_ms"))
            assertEquals(step.getString("about"), wanted.toString(), made.toString())
        }
    }

    private suspend fun does(event: JSONObject): Plan = when (val what = event.keys().next()) {
        "order" -> comes()
        "decide" -> decides(if (event.getString(what) == "seen") OrderDecision.Seen else OrderDecision.Begin)
        "cause" -> client.woken(Wake(Cause.valueOf(event.getString(what).uppercase()), facts(), moved = null))
        "location" -> client.factsChanged(facts(LocationAccess.valueOf(event.getString(what).uppercase())))
        "fix_north_m" -> client.fixesArrived(me, listOf(fix(event.getInt(what))))
        "declare" -> declares(event.getString(what))
        "release" -> decides(OrderDecision.Release(authority.releaseCode(order)))
        else -> error("nobody knows $what")
    }

    private suspend fun comes(): Plan {
        order = authority.giveOrder(Phone.NUMBER, "--checks", "0", "--surprises", "0")
        client.sync(Urgency.PERSON)
        return client.plan()
    }

    private fun decides(decision: OrderDecision): Plan {
        client.decideOrder(me, decision)
        return client.plan()
    }

    private fun declares(what: String): Plan {
        client.declare(me, if (what == "back") Declaring.Back else Declaring.Hospital)
        return client.plan()
    }

    private fun fix(northM: Int) = LocationFix(
        55.7558123 + northM / 111_320.0, 37.6173, 20.0, false, Source.WIFI, 0, client.plan().nowMs, false, false, false, null, null,
    )

    private fun facts(location: LocationAccess = LocationAccess.ALWAYS) = Facts(
        location, true, true, listOf(Provider.GNSS, Provider.NETWORK), true, true, true, 80u, false, false, true, false, false,
        NetworkKind.OFFLINE, Wifi.Off, "test",
    )

    /** As the list has it, with a name for the order in place of its id. */
    private fun planned(plan: Plan) = ShellDay.json(plan, order to "one")
}
