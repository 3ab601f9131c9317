package doorstep.app.loan

import android.Manifest
import android.app.admin.DevicePolicyManager
import android.app.admin.DevicePolicyManager.EXTRA_PROVISIONING_ADMIN_EXTRAS_BUNDLE
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.content.ComponentName
import android.content.Intent
import android.content.pm.PackageInfo
import android.content.pm.PackageManager
import android.os.PersistableBundle
import androidx.test.core.app.ApplicationProvider
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow
import org.robolectric.shadows.ShadowLog
import java.io.File
import java.io.IOException

/** The app brings its newer version, from a server on this machine to the system's installer, as far as Robolectric has one. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35, 28], shadows = [ShadowOwner::class])
class AppUpdateTest {
    private val app = ApplicationProvider.getApplicationContext<LoanApp>()
    private val update = AppUpdate(app)
    private val installer = app.packageManager.packageInstaller
    private val releases = Releases()
    private val fetched = File(app.cacheDir, "update.apk")

    @Before
    fun isThere() {
        update.address = releases.address
        archive(app.packageName, 2)
    }

    @After
    fun close() = releases.close()

    /** What the system reads in what was fetched. */
    private fun archive(name: String, version: Long) {
        val info = PackageInfo().apply {
            packageName = name
            longVersionCode = version
        }
        shadowOf(app.packageManager).setPackageArchiveInfo(fetched.path, info)
    }

    private fun bring(vararg may: Boolean): Boolean {
        val answers = may.iterator()
        return runBlocking { update.bring { answers.next() } }
    }

    private fun installed() = installer.mySessions.map { it.appPackageName }

    @Test
    fun `a newer version is fetched and handed to the installer`() {
        assertTrue(bring(true, true))
        assertEquals(listOf(app.packageName), installed())
        assertFalse("it takes no room", fetched.exists())
        // A refusal comes back to the app, which says so and goes on.
        shadowOf(installer).setSessionFails(installer.mySessions.single().sessionId)
        shadowOf(app.mainLooper).idle()
        assertTrue(ShadowLog.getLogsForTag(UpdateJob.TAG).any { it.msg == "update-refused status=1" })
        // What was begun and not ended is no second one.
        assertTrue(bring(true, true))
        assertEquals(1, installed().size)
    }

    @Test
    fun `nothing is fetched and nothing installed while somebody is asked`() {
        assertFalse(bring(false))
        assertEquals(emptyList<String?>(), releases.asked)
        assertFalse("or soon will be, once it is there", bring(true, false))
        assertEquals(emptyList<String>(), installed())
    }

    @Test
    fun `the same version is fetched once`() {
        archive(app.packageName, 1)
        assertTrue(bring(true))
        assertTrue(bring(true))
        assertEquals(listOf(null, Releases.TAG), releases.asked)
        assertEquals(emptyList<String>(), installed())
        assertFalse(fetched.exists())
    }

    @Test
    fun `another app is not installed, and what is none`() {
        archive("com.example.other", 9)
        assertTrue(bring(true))
        shadowOf(app.packageManager).setPackageArchiveInfo(fetched.path, null)
        assertTrue(bring(true))
        assertEquals(emptyList<String>(), installed())
    }

    @Test
    fun `a server that fails is asked again, and one that nobody vouches for is not heard`() {
        releases.status = 503
        assertThrows(IOException::class.java) { bring(true) }
        releases.status = 200
        releases.isTrusted = false
        assertThrows(IOException::class.java) { bring(true) }
        releases.isTrusted = true
        assertTrue(bring(true, true))
    }

    @Test
    fun `no address is taken that anybody on the way could change`() {
        app.getSharedPreferences("update", 0).edit().clear().apply()
        update.address = "http://authority.example/loan.apk"
        assertNull(update.address)
        assertTrue(bring(true))
    }

    @Test
    fun `the code of setting up brings the address, and the job of every day`() {
        val scanned = Intent().putExtra(
            EXTRA_PROVISIONING_ADMIN_EXTRAS_BUNDLE,
            PersistableBundle().apply { putString(LoanSetup.UPDATE, "https://authority.example/loan.apk") },
        )
        val jobs = app.getSystemService(JobScheduler::class.java)
        LoanSetup.end(app, scanned)
        assertNull("on anybody's own phone the store does it", jobs.getPendingJob(UpdateJob.ID))
        val manager = app.getSystemService(DevicePolicyManager::class.java)
        Shadow.extract<ShadowOwner>(manager).setDeviceOwner(ComponentName(app, LoanAdmin::class.java))
        LoanSetup.end(app, scanned)
        assertEquals("https://authority.example/loan.apk", update.address)
        val job = checkNotNull(jobs.getPendingJob(UpdateJob.ID))
        assertEquals(listOf(true, true, true), listOf(job.isPeriodic, job.isPersisted, job.isRequireCharging))
        val service = app.packageManager.getServiceInfo(job.service, 0)
        assertEquals(Manifest.permission.BIND_JOB_SERVICE to false, service.permission to service.exported)
        val asked = app.packageManager.getPackageInfo(app.packageName, PackageManager.GET_PERMISSIONS).requestedPermissions
        assertFalse(asked.orEmpty().contains("android.permission.REQUEST_INSTALL_PACKAGES"))
    }

    @Test
    fun `an app that cannot be opened is updated all the same`() {
        val job = Robolectric.buildService(UpdateJob::class.java).create().get()
        assertTrue(job.onStartJob(Shadow.newInstanceOf(JobParameters::class.java)))
        val end = System.nanoTime() + MOST_NS
        while (!shadowOf(job).isJobFinished && System.nanoTime() < end) shadowOf(app.mainLooper).idle()
        assertTrue(shadowOf(job).isJobFinished)
        assertFalse(shadowOf(job).isRescheduleNeeded)
        assertEquals(listOf(app.packageName), installed())
    }

    private companion object {
        const val MOST_NS = 600_000_000_000L
    }
}
