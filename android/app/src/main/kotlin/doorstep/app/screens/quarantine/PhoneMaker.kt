package doorstep.app.screens.quarantine

import android.content.ComponentName
import android.content.Intent
import androidx.annotation.StringRes
import doorstep.app.R

/** Who makes phones that put apps to sleep in ways of their own, and where each lets a person forbid it. */
enum class PhoneMaker(
    private val names: List<String>,
    @StringRes val text: Int,
    vararg val pages: String,
) {
    SAMSUNG(
        listOf("samsung"),
        R.string.maker_samsung,
        "com.samsung.android.lool/com.samsung.android.sm.battery.ui.BatteryActivity",
    ),
    XIAOMI(
        listOf("xiaomi", "redmi", "poco"),
        R.string.maker_xiaomi,
        "com.miui.securitycenter/com.miui.permcenter.autostart.AutoStartManagementActivity",
    ),
    HUAWEI(
        listOf("huawei", "honor"),
        R.string.maker_huawei,
        "com.huawei.systemmanager/com.huawei.systemmanager.startupmgr.ui.StartupNormalAppListActivity",
        "com.hihonor.systemmanager/com.hihonor.systemmanager.startupmgr.ui.StartupNormalAppListActivity",
    ),
    OPPO(
        listOf("oppo", "oneplus", "realme"),
        R.string.maker_oppo,
        "com.coloros.safecenter/com.coloros.safecenter.startupapp.StartupAppListActivity",
        "com.oneplus.security/com.oneplus.security.chainlaunch.view.ChainLaunchAppListActivity",
    ),
    VIVO(
        listOf("vivo", "iqoo"),
        R.string.maker_vivo,
        "com.vivo.permissionmanager/com.vivo.permissionmanager.activity.BgStartUpManagerActivity",
    ),
    OTHER(emptyList(), R.string.maker_other),
    ;

    /** The pages of its settings, of which a phone has one or none. */
    val intents get() = pages.map { Intent().setComponent(ComponentName.unflattenFromString(it)) }

    companion object {
        /** By the name that a phone gives. */
        fun of(name: String) = entries.firstOrNull { maker -> maker.names.any { it.equals(name, ignoreCase = true) } } ?: OTHER
    }
}
