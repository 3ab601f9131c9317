package doorstep.app.loan

import android.Manifest
import android.app.Activity
import android.app.admin.DevicePolicyManager
import android.app.admin.DevicePolicyManager.EXTRA_PROVISIONING_ADMIN_EXTRAS_BUNDLE
import android.content.ComponentName
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.ApplicationInfo
import android.content.pm.PackageInfo
import android.content.pm.PackageManager
import android.os.Build
import android.os.PersistableBundle
import android.os.UserManager
import android.telecom.TelecomManager
import androidx.test.core.app.ApplicationProvider
import doorstep.app.MainActivity
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow

/** A phone is set up to be lent, as far as Robolectric's policies go: what is asked of the system, not what it does then. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35, 28], shadows = [ShadowOwner::class])
class LoanPolicyTest {
    private val app = ApplicationProvider.getApplicationContext<LoanApp>()
    private val manager = app.getSystemService(DevicePolicyManager::class.java)
    private val shadow = Shadow.extract<ShadowOwner>(manager)
    private val admin = ComponentName(app, LoanAdmin::class.java)
    private val scanned = Intent().putExtra(
        EXTRA_PROVISIONING_ADMIN_EXTRAS_BUNDLE,
        PersistableBundle().apply { putString(LoanSetup.INVITATION, "DSL1:FORM") },
    )

    private fun isOwner() = shadow.setDeviceOwner(admin)

    @Test
    fun `the system is told that the phone is managed as a whole, and gets back what the code brought`() {
        val asked = Robolectric.buildActivity(ProvisioningModeActivity::class.java, scanned).create().get()
        assertTrue(asked.isFinishing)
        val told = shadowOf(asked).run {
            assertEquals(Activity.RESULT_OK, resultCode)
            resultIntent
        }
        assertEquals(
            DevicePolicyManager.PROVISIONING_MODE_FULLY_MANAGED_DEVICE,
            told.getIntExtra(DevicePolicyManager.EXTRA_PROVISIONING_MODE, 0),
        )
        assertEquals("DSL1:FORM", LoanSetup.extras(told)?.getString(LoanSetup.INVITATION))
        assertEquals("DSL1:FORM", LoanPhone(app).invitation)
    }

    @Test
    fun `at the end of setting up the policy lies, and the form waits to be taken`() {
        isOwner()
        hasDiallerAndFiles()
        val asked = Robolectric.buildActivity(PolicyComplianceActivity::class.java, scanned).create().get()
        assertTrue(asked.isFinishing)
        assertEquals(Activity.RESULT_OK, shadowOf(asked).resultCode)
        lies()
        val phone = checkNotNull(app.owned)
        assertEquals("DSL1:FORM", phone.invitation)
        phone.forgetInvitation()
        assertNull(app.owned?.invitation)
    }

    @Test
    fun `where the system tells its receiver alone, the policy lies as well`() {
        isOwner()
        hasDiallerAndFiles()
        LoanAdmin().onProfileProvisioningComplete(app, scanned)
        lies()
        assertEquals("DSL1:FORM", app.owned?.invitation)
    }

    private fun hasDiallerAndFiles() {
        shadowOf(app.getSystemService(TelecomManager::class.java)).setSystemDialerPackage("com.example.dialler")
        val files = ComponentName("com.example.files", "com.example.files.Save")
        val packages = shadowOf(app.packageManager)
        packages.installPackage(
            PackageInfo().apply {
                packageName = files.packageName
                applicationInfo = ApplicationInfo().apply {
                    packageName = files.packageName
                    flags = ApplicationInfo.FLAG_SYSTEM or ApplicationInfo.FLAG_INSTALLED
                }
            },
        )
        packages.addActivityIfNotPresent(files)
        packages.addIntentFilterForActivity(
            files,
            IntentFilter(Intent.ACTION_CREATE_DOCUMENT).apply {
                addCategory(Intent.CATEGORY_OPENABLE)
                addCategory(Intent.CATEGORY_DEFAULT)
                addDataType("*/*")
            },
        )
    }

    private fun lies() {
        val isNew = Build.VERSION.SDK_INT >= Build.VERSION_CODES.R
        val granted = listOf("CAMERA", "ACCESS_FINE_LOCATION") +
            if (isNew) listOf("ACCESS_BACKGROUND_LOCATION", "ACTIVITY_RECOGNITION", "POST_NOTIFICATIONS") else emptyList()
        granted.forEach { assertTrue(it, shadow.isPermissionGranted(app.packageName, "android.permission.$it")) }
        assertFalse(shadow.isPermissionGranted(app.packageName, Manifest.permission.RECORD_AUDIO))
        val users = app.getSystemService(UserManager::class.java)
        LoanPolicy.RESTRICTIONS.forEach { assertTrue(it, users.hasUserRestriction(it)) }
        // A patient turns an alarm down, calls whomever they like, and takes their proof along on a stick.
        val free = listOf(
            UserManager.DISALLOW_ADJUST_VOLUME,
            UserManager.DISALLOW_OUTGOING_CALLS,
            UserManager.DISALLOW_MOUNT_PHYSICAL_MEDIA,
        )
        free.forEach { assertFalse(it, users.hasUserRestriction(it)) }
        if (isNew) {
            assertTrue(shadow.locates)
            assertEquals(listOf(app.packageName), shadow.uncontrolled)
        } else {
            assertEquals(mapOf("location_mode" to "3"), shadow.settings)
        }
        val beside = listOf("com.example.dialler", "com.android.phone", "com.example.files")
        assertEquals(listOf(app.packageName) + beside, manager.getLockTaskPackages(admin).toList())
        val features = manager.getLockTaskFeatures(admin)
        assertEquals(LoanPolicy.FEATURES, features)
        assertTrue("112", features and DevicePolicyManager.LOCK_TASK_FEATURE_KEYGUARD != 0)
    }

    @Test
    fun `a reset is asked of the system once, by the call that its version has`() {
        isOwner()
        checkNotNull(app.owned).reset()
        val isNew = Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE
        assertEquals(if (isNew) 1L to 0L else 0L to 1L, shadow.wipes.toLong() to shadow.wipeCalledTimes)
    }

    @Test
    fun `where the app is no owner it is as on anybody's own phone`() {
        LoanSetup.end(app, scanned)
        assertNull(app.owned)
        val users = app.getSystemService(UserManager::class.java)
        LoanPolicy.RESTRICTIONS.forEach { assertFalse(it, users.hasUserRestriction(it)) }
    }

    @Test
    fun `only the system starts what sets the phone up, and home is the app`() {
        val info = app.packageManager.getPackageInfo(app.packageName, PackageManager.GET_ACTIVITIES or PackageManager.GET_RECEIVERS)
        val parts = info.activities.orEmpty().toList() + info.receivers.orEmpty()
        // The profile installer answers the shell alone.
        val open = parts.filter { it.exported && !it.name.startsWith("androidx.profileinstaller") }
        val guarded = listOf(LoanAdmin::class, ProvisioningModeActivity::class, PolicyComplianceActivity::class)
        val wanted = guarded.associate { it.java.name to Manifest.permission.BIND_DEVICE_ADMIN } + (MainActivity::class.java.name to null)
        assertEquals(wanted, open.associate { it.name to it.permission })
        val home = Intent(Intent.ACTION_MAIN).addCategory(Intent.CATEGORY_HOME).addCategory(Intent.CATEGORY_DEFAULT)
        val found = app.packageManager.queryIntentActivities(home.setPackage(app.packageName), 0).single()
        assertEquals(MainActivity::class.java.name, found.activityInfo.name)
    }
}
