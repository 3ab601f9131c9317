package doorstep.app.loan

import android.app.admin.DevicePolicyManager
import android.content.ComponentName
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowDevicePolicyManager

/** What an owner asks of the system beyond what Robolectric notes. */
@Implements(DevicePolicyManager::class)
class ShadowOwner : ShadowDevicePolicyManager() {
    /** How often the phone was made as it came from the factory, by the newer call. */
    var wipes = 0
        private set
    var locates = false
        private set
    var uncontrolled = emptyList<String>()
        private set
    val settings = mutableMapOf<String, String>()

    @Implementation(minSdk = 34)
    fun wipeDevice(flags: Int) {
        check(flags == 0)
        wipes++
    }

    @Implementation(minSdk = 30)
    fun setLocationEnabled(admin: ComponentName, on: Boolean) {
        enforce(admin)
        locates = on
    }

    @Implementation(minSdk = 30)
    fun setUserControlDisabledPackages(admin: ComponentName, packages: List<String>) {
        enforce(admin)
        uncontrolled = packages
    }

    @Implementation
    fun setSecureSetting(admin: ComponentName, setting: String, value: String) {
        enforce(admin)
        settings[setting] = value
    }

    private fun enforce(admin: ComponentName) = check(isDeviceOwnerApp(admin.packageName))
}
