package doorstep.app

import android.content.pm.ComponentInfo
import android.content.pm.PackageManager
import androidx.test.core.app.ApplicationProvider
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File

/** What the app asks of a phone, and what of it others may start. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = android.app.Application::class)
class ManifestTest {
    private val app = ApplicationProvider.getApplicationContext<android.app.Application>()

    @Test
    fun `the app asks for sixteen permissions and no other`() {
        val info = app.packageManager.getPackageInfo(app.packageName, PackageManager.GET_PERMISSIONS)
        // One of the app's own, which AndroidX asks for and grants the app alone.
        val own = "${app.packageName}.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION"
        val asked = info.requestedPermissions.orEmpty().filterNot { it == own }
        val wanted = listOf(
            "INTERNET",
            "ACCESS_NETWORK_STATE",
            "CAMERA",
            "POST_NOTIFICATIONS",
            "RECEIVE_BOOT_COMPLETED",
            "WAKE_LOCK",
            "HIDE_OVERLAY_WINDOWS",
            "VIBRATE",
            // Asked for of patients alone.
            "ACCESS_WIFI_STATE",
            "ACCESS_COARSE_LOCATION",
            "ACCESS_FINE_LOCATION",
            "ACCESS_BACKGROUND_LOCATION",
            "ACTIVITY_RECOGNITION",
            "FOREGROUND_SERVICE",
            "FOREGROUND_SERVICE_LOCATION",
            "REQUEST_IGNORE_BATTERY_OPTIMIZATIONS",
        ).map { "android.permission.$it" }
        assertEquals(wanted.sorted(), asked.sorted())
    }

    @Test
    fun `others start the first screen and nothing else`() {
        val flags = PackageManager.GET_ACTIVITIES or PackageManager.GET_RECEIVERS or
            PackageManager.GET_SERVICES or PackageManager.GET_PROVIDERS
        val info = app.packageManager.getPackageInfo(app.packageName, flags)
        val parts = listOf<Array<out ComponentInfo>?>(info.activities, info.receivers, info.services, info.providers)
        val open = parts.flatMap { it.orEmpty().toList() }.filter { it.exported }.map { it.name }
        // The profile installer answers the shell alone, by a permission that only the shell has.
        assertEquals(listOf(MainActivity::class.java.name), open.filterNot { it.startsWith("androidx.profileinstaller") })
    }

    @Test
    fun `no file is long and no screen decides`() {
        val root = File(System.getProperty("doorstep.android"))
        val sources = listOf("sdk/src/main", "app/src/main", "app/src/loan")
        val files = sources.flatMap { root.resolve("$it/kotlin").walk().filter(File::isFile) }
        val lines = files.associate { it.name to it.readLines().size }
        println("lines: median ${lines.values.sorted()[lines.size / 2]}, longest ${lines.maxBy { it.value }}")
        assertEquals(emptyMap<String, Int>(), lines.filterValues { it > LONGEST })
        // Who opens the core is one; nobody else reads a clock.
        val opening = files.filter { "Client.open(" in it.readText() }.map { it.name }
        assertEquals(listOf("CoreConfig.kt"), opening)
        val clocks = files.filter { "currentTimeMillis" in it.readText() }.map { it.name }
        assertEquals(listOf("Clocks.kt"), clocks)
    }

    private companion object {
        const val LONGEST = 150
    }
}
