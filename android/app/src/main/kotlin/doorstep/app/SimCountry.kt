package doorstep.app

import android.content.Context
import android.telephony.TelephonyManager

/** The country of the SIM's network (MCC), for which nobody is asked; nothing without a SIM. */
fun simCountry(context: Context): String? =
    context.getSystemService(TelephonyManager::class.java)?.simOperator?.take(DIGITS)?.takeIf { it.length == DIGITS }

private const val DIGITS = 3
