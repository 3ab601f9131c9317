package android.net.wifi

/** Robolectric's Wi-Fi names this class, which the phones of the tests are too old to have. */
class BlockingOption
