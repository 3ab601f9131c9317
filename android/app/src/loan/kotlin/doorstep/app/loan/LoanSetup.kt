package doorstep.app.loan

import android.app.Activity
import android.app.admin.DevicePolicyManager.EXTRA_PROVISIONING_ADMIN_EXTRAS_BUNDLE
import android.app.admin.DevicePolicyManager.EXTRA_PROVISIONING_MODE
import android.app.admin.DevicePolicyManager.PROVISIONING_MODE_FULLY_MANAGED_DEVICE
import android.content.Context
import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.os.PersistableBundle

/** A phone is set up to be lent, by the code that is scanned after a reset. */
internal object LoanSetup {
    /** Of the extras in that code: the text of the code on the form. */
    const val INVITATION = "invitation"

    /** And the address of the app's newest version. */
    const val UPDATE = "update"

    /** Keeps what the code brings. Before Android 12 it comes with the first question, afterwards with the last. */
    fun keep(context: Context, intent: Intent) {
        val brought = extras(intent) ?: return
        brought.getString(INVITATION)?.let(Invitation(context)::keep)
        AppUpdate(context).address = brought.getString(UPDATE)
    }

    /** Keeps what it brings, and lays the policy down. */
    fun end(context: Context, intent: Intent) {
        keep(context, intent)
        val policy = LoanPolicy(context)
        policy.lay()
        if (policy.isOwner && AppUpdate(context).address != null) UpdateJob.schedule(context)
    }

    fun extras(intent: Intent): PersistableBundle? = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
        intent.getParcelableExtra(EXTRA_PROVISIONING_ADMIN_EXTRAS_BUNDLE, PersistableBundle::class.java)
    } else {
        @Suppress("DEPRECATION")
        intent.getParcelableExtra(EXTRA_PROVISIONING_ADMIN_EXTRAS_BUNDLE)
    }
}

/** The system asks how the phone is to be managed: as a whole. */
class ProvisioningModeActivity : Activity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        LoanSetup.keep(this, intent)
        val answer = Intent().putExtra(EXTRA_PROVISIONING_MODE, PROVISIONING_MODE_FULLY_MANAGED_DEVICE)
        LoanSetup.extras(intent)?.let { answer.putExtra(EXTRA_PROVISIONING_ADMIN_EXTRAS_BUNDLE, it) }
        setResult(RESULT_OK, answer)
        finish()
    }
}

/** The system asks whether the phone is as its owner wants it: now it is. */
class PolicyComplianceActivity : Activity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        LoanSetup.end(this, intent)
        setResult(RESULT_OK)
        finish()
    }
}
