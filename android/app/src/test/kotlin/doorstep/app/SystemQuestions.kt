package doorstep.app

import android.app.Activity
import android.content.Intent
import android.content.pm.PackageManager
import org.junit.Assert.assertEquals
import org.robolectric.Shadows.shadowOf
import org.robolectric.util.ReflectionHelpers

/** The system's question for these permissions, or its silence, answered. */
@Suppress("DEPRECATION") // What replaces it is given to whoever asks, and not to whoever answers.
fun AppRobot.answers(vararg permissions: String, given: Boolean) {
    rule.waitForIdle()
    if (given) shadowOf(app).grantPermissions(*permissions)
    val answer = if (given) PackageManager.PERMISSION_GRANTED else PackageManager.PERMISSION_DENIED
    scenario.onActivity { activity ->
        val asked = shadowOf(activity).lastRequestedPermission
        assertEquals(permissions.toList(), asked.requestedPermissions.toList())
        // Or the next question would be taken for a second one at once.
        ReflectionHelpers.setField(Activity::class.java, activity, "mHasCurrentPermissionsRequest", false)
        activity.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, IntArray(permissions.size) { answer })
    }
}

/** What was opened of the phone since this was asked last. */
fun AppRobot.opened(): List<Intent> {
    rule.waitForIdle()
    val started = generateSequence { shadowOf(app).nextStartedActivity }.toList()
    return started.filterNot { it.action == ASKS || it.component?.className == MainActivity::class.java.name }
}

/** What the system starts to ask a person. */
private const val ASKS = "android.content.pm.action.REQUEST_PERMISSIONS"
