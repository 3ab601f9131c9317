package doorstep.app.screens.quarantine

import android.Manifest.permission
import android.annotation.SuppressLint
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.provider.Settings
import doorstep.Access

/** What the system is asked with: permissions, and the page of its settings where it asks nothing, or no more. */
class AccessRequest(val permissions: List<String>, val settings: Intent)

/** How a system of this level is asked for something. */
@SuppressLint("InlinedApi", "BatteryLife") // Names alone. Who is asked has an order, and nobody else is.
fun accessRequest(access: Access, level: Int, app: String): AccessRequest {
    val own = Uri.fromParts("package", app, null)
    val details = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, own)

    fun since(first: Int, name: String) = if (level >= first) listOf(name) else emptyList()
    return when (access) {
        // Both at once: newer systems let a person choose between them.
        Access.LOCATION, Access.PRECISE_LOCATION -> {
            AccessRequest(listOf(permission.ACCESS_FINE_LOCATION, permission.ACCESS_COARSE_LOCATION), details)
        }

        Access.LOCATION_SERVICES -> {
            AccessRequest(emptyList(), Intent(Settings.ACTION_LOCATION_SOURCE_SETTINGS))
        }

        // Alone, once the place was allowed while somebody looks: newer systems grant nothing otherwise.
        Access.LOCATION_ALWAYS -> {
            AccessRequest(since(Build.VERSION_CODES.Q, permission.ACCESS_BACKGROUND_LOCATION), details)
        }

        Access.NOTICES -> {
            val notices = Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, app)
            AccessRequest(since(Build.VERSION_CODES.TIRAMISU, permission.POST_NOTIFICATIONS), notices)
        }

        Access.MOTION -> {
            AccessRequest(since(Build.VERSION_CODES.Q, permission.ACTIVITY_RECOGNITION), details)
        }

        Access.POWER_SAVING -> {
            AccessRequest(emptyList(), Intent(Settings.ACTION_REQUEST_IGNORE_BATTERY_OPTIMIZATIONS, own))
        }
    }
}
