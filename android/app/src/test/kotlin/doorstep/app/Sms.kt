package doorstep.app

import android.app.Application
import android.content.Context
import android.content.Intent
import android.telephony.TelephonyManager
import androidx.test.core.app.ApplicationProvider
import doorstep.ClientInterface
import doorstep.PersonView
import doorstep.SmsFieldValue
import doorstep.SmsFilledForm
import doorstep.SmsRegionView
import doorstep.SmsRequestView
import doorstep.SmsUse
import doorstep.Urgency
import kotlinx.coroutines.runBlocking
import org.robolectric.Shadows.shadowOf

/** Somebody before the app who asks by text message. */
class Sms(val robot: AppRobot) {
    val me: PersonView get() = checkNotNull(robot.app.engine.model.snapshot.value).people.single()

    /** These tables come, as if they held now. */
    fun has(vararg tables: String): Sms = apply {
        robot.phone.authority.publishSmsTables(*tables)
        ask { it.sync(Urgency.PERSON) }
        robot.rule.waitForIdle()
    }

    /** Asked in Greece, without a screen. */
    fun hasAsked(): Sms = apply {
        val form = SmsFilledForm(GREECE, "name", listOf(SmsFieldValue("name", NAME)))
        ask { it.smsMessage(me.person, form, SmsUse.SEND) }
        robot.rule.waitForIdle()
    }

    fun regions(): List<SmsRegionView> = ask { it.smsRegions(me.person) }

    fun requests(): List<SmsRequestView> = regions().flatMap { it.requests }

    fun <T> ask(what: suspend (ClientInterface) -> T): T = runBlocking { robot.app.engine.ask(what) }

    /** A SIM of this network. */
    fun isOf(network: String) = shadowOf(robot.app.getSystemService(TelephonyManager::class.java)).setSimOperator(network)

    companion object {
        const val TATARSTAN_TABLE = "ru-ta-2590-2020-04-04.json"
        const val MOSCOW_TABLE = "ru-mow-7377-2020-04-14.json"
        const val GREECE_TABLE = "gr-13032-2021-04-01.json"
        const val TATARSTAN = "ru-ta-2590"
        const val MOSCOW = "ru-mow-7377"
        const val GREECE = "gr-13032"
        const val NAME = "Γιώργος Παπαδόπουλος"

        /** What Greece's number replies when it is a yes. */
        const val YES = "Μετακίνηση σε εμπορικό κατάστημα"

        /** A text as another app shares it. */
        fun shared(text: CharSequence, type: String = "text/plain"): Intent =
            Intent(ApplicationProvider.getApplicationContext<Application>() as Context, MainActivity::class.java)
                .setAction(Intent.ACTION_SEND).setType(type).putExtra(Intent.EXTRA_TEXT, text)
    }
}
