package doorstep.app.loan

import android.Manifest
import android.app.admin.DevicePolicyManager
import android.app.admin.DevicePolicyManager.PERMISSION_GRANT_STATE_GRANTED
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.PackageManager
import android.os.Build
import android.os.UserManager
import android.provider.Settings
import android.telecom.TelecomManager
import doorstep.app.EvidenceFile
import doorstep.app.MainActivity

/** What a phone that is lent allows and what it does not; the app is its owner, or does nothing of it. */
class LoanPolicy(private val context: Context) {
    private val manager = context.getSystemService(DevicePolicyManager::class.java)
    private val admin = ComponentName(context, LoanAdmin::class.java)
    private val own = context.packageName

    val isOwner: Boolean get() = manager.isDeviceOwnerApp(own)

    /** Lays it down, once: the system keeps it. */
    fun lay() {
        if (!isOwner) return
        permissions().forEach { manager.setPermissionGrantState(admin, own, it, PERMISSION_GRANT_STATE_GRANTED) }
        RESTRICTIONS.forEach { manager.addUserRestriction(admin, it) }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            manager.setLocationEnabled(admin, true)
            manager.setUserControlDisabledPackages(admin, listOf(own))
        } else {
            @Suppress("DEPRECATION")
            manager.setSecureSetting(admin, Settings.Secure.LOCATION_MODE, "${Settings.Secure.LOCATION_MODE_HIGH_ACCURACY}")
        }
        // Older systems cannot be told to leave the keyguard and the emergency dialler: nobody is locked in there.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) lockIn()
    }

    /** Makes the phone as it came from the factory. Whoever asks for that has had the core destroy everything first. */
    fun reset() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) manager.wipeDevice(0) else manager.wipeData(0)
    }

    private fun lockIn() {
        val dialler = context.getSystemService(TelecomManager::class.java)?.systemDialerPackage
        val packages = listOfNotNull(own, dialler, PHONE) + evidenceSavers()
        manager.setLockTaskPackages(admin, packages.distinct().toTypedArray())
        manager.setLockTaskFeatures(admin, FEATURES)
        val home = IntentFilter(Intent.ACTION_MAIN).apply {
            addCategory(Intent.CATEGORY_HOME)
            addCategory(Intent.CATEGORY_DEFAULT)
        }
        manager.addPersistentPreferredActivity(admin, home, ComponentName(context, MainActivity::class.java))
    }

    /** The system's own place for files: a patient takes their proof along on a stick or a card before the phone goes back. */
    private fun evidenceSavers(): List<String> {
        val saving = Intent(Intent.ACTION_CREATE_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType(EvidenceFile.TYPE)
        val found = context.packageManager.queryIntentActivities(saving, PackageManager.MATCH_SYSTEM_ONLY)
        return found.map { it.activityInfo.packageName }
    }

    private fun permissions() = buildList {
        add(Manifest.permission.CAMERA)
        add(Manifest.permission.ACCESS_COARSE_LOCATION)
        add(Manifest.permission.ACCESS_FINE_LOCATION)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            add(Manifest.permission.ACCESS_BACKGROUND_LOCATION)
            add(Manifest.permission.ACTIVITY_RECOGNITION)
        }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) add(Manifest.permission.POST_NOTIFICATIONS)
    }

    internal companion object {
        /** Not the volume, which a patient must be able to turn down; not calls; not the stick that their proof goes onto. */
        val RESTRICTIONS = listOf(
            UserManager.DISALLOW_SAFE_BOOT,
            UserManager.DISALLOW_FACTORY_RESET,
            UserManager.DISALLOW_ADD_USER,
        )

        /** The first lets everybody call for help, whatever else is allowed (`LockTaskController`). */
        const val FEATURES = DevicePolicyManager.LOCK_TASK_FEATURE_KEYGUARD or
            DevicePolicyManager.LOCK_TASK_FEATURE_GLOBAL_ACTIONS or
            DevicePolicyManager.LOCK_TASK_FEATURE_HOME or
            DevicePolicyManager.LOCK_TASK_FEATURE_NOTIFICATIONS or
            DevicePolicyManager.LOCK_TASK_FEATURE_SYSTEM_INFO

        /** The package that calls are made in, emergency calls among them. */
        const val PHONE = "com.android.phone"
    }
}
