package doorstep.app.loan

import android.app.admin.DeviceAdminReceiver
import android.content.Context
import android.content.Intent

/** By this the system knows the phone's owner. Before Android 10 it is also all that it tells of the end of setting up. */
class LoanAdmin : DeviceAdminReceiver() {
    override fun onProfileProvisioningComplete(context: Context, intent: Intent) = LoanSetup.end(context, intent)
}
