package doorstep.sdk

import android.app.PendingIntent
import android.content.Intent
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowAlarmManager.ScheduledAlarm

/** What an alarm does when it rings. */
@Suppress("DEPRECATION") // Kotlin takes the field where Java would take the method of its name.
fun ScheduledAlarm.rings(): PendingIntent = checkNotNull(operation)

/** What it says then, and to whom. */
fun ScheduledAlarm.intent(): Intent = shadowOf(rings()).savedIntent
