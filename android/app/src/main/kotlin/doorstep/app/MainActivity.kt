package doorstep.app

import android.content.Context
import android.content.Intent
import android.os.Build
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.viewModels
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.initializer
import androidx.lifecycle.viewmodel.viewModelFactory
import doorstep.app.parts.Theme
import doorstep.sdk.NetworkMonitor
import doorstep.sdk.NoticeTap

/** The one window. */
class MainActivity : ComponentActivity() {
    private val app get() = application as App
    private val network by lazy { NetworkMonitor(this, app.engine) }

    /** What is done at the screens. */
    internal val runner: ActionRunner by viewModels {
        viewModelFactory { initializer { ActionRunner(app.engine, createSavedStateHandle(), AnswerFeedback(app)) } }
    }

    override fun attachBaseContext(base: Context) {
        super.attachBaseContext(base)
        // Not by another context below: printing takes this activity's own alone.
        inLanguage(base)?.let(::applyOverrideConfiguration)
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        // What is typed and shown here is nobody's who looks through the recent apps later.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) setRecentsScreenshotEnabled(false)
        if (savedInstanceState == null) {
            // Whoever opens it anew is not who left another window of it waiting for the system.
            app.engine.lockPeople()
            open(intent)
        }
        setContent { Theme { Screens(runner, app.camera, app.faceCamera, ::speak) } }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        open(intent)
    }

    // Anybody may send one: it shows something, and does nothing.
    private fun open(intent: Intent) {
        NoticeTap.of(intent)?.let(runner::open)
        SmsReplyDraft.shared(intent)?.let {
            runner.reply.begin(it)
            runner.nav.home()
            runner.nav.go(Route.Screen.SMS_REPLY)
        }
    }

    override fun onStart() {
        super.onStart()
        network.listen()
    }

    override fun onResume() {
        super.onResume()
        // Also after a question of the system's, which may have allowed notices.
        runner.wake()
    }

    override fun onStop() {
        network.leave()
        // One that is turned, or waits for what the system asks, has not left the screen.
        if (!isChangingConfigurations && !runner.asksSystem) runner.leave()
        super.onStop()
    }

    private fun speak(tag: String) {
        choose(this, tag)
        recreate()
    }
}
