package doorstep.app

import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.print.PrintAttributes
import android.print.PrintManager
import android.provider.Settings
import android.webkit.WebView
import android.webkit.WebViewClient
import doorstep.OnPaper
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlin.coroutines.resume

/** Hands the page to the phone's printing. It is drawn without scripts and without a network. */
suspend fun print(context: Context, paper: OnPaper) {
    val view = WebView(context)
    view.settings.blockNetworkLoads = true
    suspendCancellableCoroutine { drawn ->
        view.webViewClient = object : WebViewClient() {
            // It may be told more than once.
            override fun onPageFinished(page: WebView, url: String?) {
                if (drawn.isActive) drawn.resume(Unit)
            }
        }
        view.loadDataWithBaseURL(null, paper.page, "image/svg+xml", "UTF-8", null)
    }
    val attributes = PrintAttributes.Builder().setMediaSize(PrintAttributes.MediaSize.ISO_A4).build()
    val name = paper.pass.label
    context.getSystemService(PrintManager::class.java).print(name, view.createPrintDocumentAdapter(name), attributes)
}

/** Opens a message with the pass in it; to whom, the person says. */
fun sendAsMessage(context: Context, paper: OnPaper) =
    open(context, Intent(Intent.ACTION_SENDTO, Uri.parse("smsto:")).putExtra("sms_body", paper.sms))

/** Opens the dialler with the number of emergencies; who calls is the person. */
fun dialEmergency(context: Context) = dial(context, "112")

/** Opens the dialler with a number. */
fun dial(context: Context, number: String) = open(context, Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))

/** Opens what the phone lets this app do; who changes it is the person. */
fun openSettings(context: Context) =
    open(context, Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", context.packageName, null)))

/** Opens which notices this app may show. */
fun openNoticeSettings(context: Context) =
    open(context, Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, context.packageName))

private fun open(context: Context, intent: Intent) {
    try {
        context.startActivity(intent)
    } catch (_: ActivityNotFoundException) {
        // A tablet without messages or calls has nothing to open, and some phones hide their settings.
    }
}
