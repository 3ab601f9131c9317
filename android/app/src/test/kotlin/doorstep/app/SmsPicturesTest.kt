package doorstep.app

import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.performTextReplacement
import doorstep.app.Route.Screen
import org.robolectric.Shadows.shadowOf

/** Every screen of passes by text message as it is drawn, from the first screen to the reply. */
class SmsPicturesTest : EveryVariant() {
    override fun walk(robot: AppRobot, pictures: Pictures) {
        val sms = Sms(robot.open().register()).has(Sms.TATARSTAN_TABLE, Sms.MOSCOW_TABLE, Sms.GREECE_TABLE)
        val take = { screen: String -> pictures.take(robot, "sms", "sms-$screen") }
        robot.sees(R.string.sms_title)
        take("first")
        robot.tap(R.string.sms_title).sees("13032")
        take("regions")
        chooses(robot, sms, take)
        asks(robot, sms, take)
        isAnswered(robot, sms, take)
    }

    private fun chooses(robot: AppRobot, sms: Sms, take: (String) -> Unit) {
        val moscow = sms.regions().first { it.region == Sms.MOSCOW }
        robot.go(Screen.SMS, Sms.MOSCOW).sees(R.string.sms_forms)
        take("region")
        robot.go(Screen.SMS_FORM, "${Sms.MOSCOW}/medical").sees(R.string.sms_look)
        moscow.forms.first { it.form == "medical" }.fields.forEach {
            when (it.name) {
                "document" -> robot.tap("1")
                "series" -> fills(it.label, "4509")
                "number" -> fills(it.label, "1234")
                "born" -> fills(it.label, "31121960")
            }
        }
        take("form")
        robot.tap(R.string.sms_look).settle()
        take("finding")
    }

    private fun asks(robot: AppRobot, sms: Sms, take: (String) -> Unit) {
        val form = sms.regions().first { it.region == Sms.TATARSTAN }.forms.first()
        robot.go(Screen.SMS, Sms.TATARSTAN).tap(form.title.text).sees(form.fields.single().label)
        fills(form.fields.single().label, "9219632506")
        robot.tap(R.string.sms_look).sees(R.string.sms_not_sent)
        take("message")
        shadowOf(robot.app).checkActivities(true)
        robot.tap(R.string.sms_open).sees(R.string.sms_no_app)
        take("no-app")
        shadowOf(robot.app).checkActivities(false)
        robot.tap(R.string.retry).sees(R.string.sms_written)
        take("handed-over")
        robot.back().sees(R.string.sms_have_reply)
        take("waits")
    }

    private fun isAnswered(robot: AppRobot, sms: Sms, take: (String) -> Unit) {
        sms.hasAsked()
        robot.go(Screen.SMS_REPLY, "${Sms.GREECE}/${sms.regions().first { it.region == Sms.GREECE }.requests.single().request}")
        robot.type(R.string.sms_reply_words, Sms.YES)
        take("reply")
        robot.tap(R.string.sms_read).sees(R.string.sms_to_requests)
        take("answered")
        robot.tap(R.string.sms_to_requests).sees(R.string.sms_as_it_came)
        take("request")
    }

    private fun fills(field: String, text: String) = rule.onNode(hasSetTextAction() and hasText(field)).performTextReplacement(text)
}
