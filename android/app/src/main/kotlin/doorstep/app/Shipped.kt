package doorstep.app

import android.content.Context
import doorstep.Setup
import doorstep.sdk.Clocks
import doorstep.sdk.CoreConfig
import doorstep.sdk.KeystoreKeys
import doorstep.sdk.KeystoreVault
import doorstep.sdk.NotShipped
import org.json.JSONException
import org.json.JSONObject
import java.io.IOException

/**
 * What an operator puts into the assets before building: `authority/trust.json` and
 * `authority/root.der` as the authority gives them, and `authority/authority.json` with its `url` and
 * the `region` whose spelling of phone numbers is understood.
 */
fun shipped(context: Context): CoreConfig {
    val setup = try {
        setup(context)
    } catch (missing: IOException) {
        throw NotShipped(missing)
    } catch (malformed: JSONException) {
        throw NotShipped(malformed)
    }
    return CoreConfig(setup, KeystoreVault(KeystoreKeys(context.resources.getBoolean(R.bool.strong_box))), Clocks(context.contentResolver))
}

private fun setup(context: Context): Setup {
    fun asset(name: String) = context.assets.open("authority/$name").use { it.readBytes() }
    val authority = JSONObject(asset("authority.json").decodeToString())
    return Setup(
        folder = CoreConfig.folder(context),
        trustFile = asset("trust.json"),
        url = authority.getString("url"),
        shippedRoots = listOf(asset("root.der")),
        region = authority.getString("region"),
        language = language(context),
    )
}
