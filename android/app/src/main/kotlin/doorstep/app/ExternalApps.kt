package doorstep.app

import android.content.ActivityNotFoundException
import android.content.ClipData
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

/** Opens a message to a number with this text in it, and says whether any app takes it; who sends it is the person. */
fun composeMessage(context: Context, number: String, text: String): Boolean = listOf("smsto", "sms").any { scheme ->
    open(context, Intent(Intent.ACTION_SENDTO, Uri.fromParts(scheme, number, null)).putExtra("sms_body", text))
}

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

/** Opens a page of the phone's settings, or what the phone lets this app do where it has no such page. */
fun openSystem(context: Context, page: Intent) = openFirst(context, listOf(page))

/** Opens the first of these pages that the phone has, or what it lets this app do where it has none. */
fun openFirst(context: Context, pages: List<Intent>) {
    if (pages.none { open(context, it) }) openSettings(context)
}

/** Hands the evidence to the app that the person chooses, and lets no other read it. */
fun share(context: Context, file: EvidenceFile) {
    val stream = EvidenceProvider.offer(context, file)
    val send = Intent(Intent.ACTION_SEND).setType(EvidenceFile.TYPE).putExtra(Intent.EXTRA_STREAM, stream)
    // By this the grant goes along with the choice.
    send.clipData = ClipData.newRawUri(file.name, stream)
    open(context, Intent.createChooser(send.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION), null))
}

private fun open(context: Context, intent: Intent): Boolean = try {
    context.startActivity(intent)
    true
} catch (_: ActivityNotFoundException) {
    // A tablet without messages or calls has nothing to open, and some phones hide their settings.
    false
} catch (_: SecurityException) {
    // It has the page, and lets only its own apps open it.
    false
}
