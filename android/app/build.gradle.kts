plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "doorstep.app"
    compileSdk = libs.versions.android.compile.get().toInt()

    defaultConfig {
        // An operator's own; two apps with one id cannot be on a phone.
        applicationId = "org.example.doorstep"
        minSdk = libs.versions.android.min.get().toInt()
        targetSdk = libs.versions.android.target.get().toInt()
        versionCode = 1
        versionName = "0.1.0"
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64", "x86") }
    }
    // Whose phone it is: the resident's own, or one that is lent for the time of a quarantine.
    flavorDimensions += "kind"
    productFlavors {
        create("own") { dimension = "kind" }
        create("loan") {
            dimension = "kind"
            applicationIdSuffix = ".loan"
        }
    }
    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
        }
    }
    buildFeatures { compose = true }
    // res/xml/locales_config.xml is written by hand.
    androidResources { generateLocaleConfig = false }
    packaging {
        // The library is read from where it lies in the archive, without a second copy on the phone.
        jniLibs { useLegacyPackaging = false }
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    testOptions {
        unitTests {
            isIncludeAndroidResources = true
            all { test ->
                val built = rootDir.resolve("../target/debug").path
                test.systemProperty("jna.library.path", built)
                test.systemProperty("doorstep.target", built)
                test.systemProperty("doorstep.android", rootDir.path)
                test.systemProperty("doorstep.pictures", providers.gradleProperty("doorstep.pictures").getOrElse("compare"))
                test.systemProperty("robolectric.graphicsMode", "NATIVE")
                test.maxHeapSize = "2g"
            }
        }
    }
    lint { abortOnError = true }
}

kotlin {
    compilerOptions { allWarningsAsErrors = true }
}

dependencies {
    implementation(project(":sdk"))
    implementation(libs.activity.compose)
    implementation(libs.compose.foundation)
    implementation(libs.compose.runtime)
    implementation(libs.compose.ui)
    implementation(libs.lifecycle.runtime.compose)
    implementation(libs.lifecycle.viewmodel)
    implementation(libs.material3)
    implementation(libs.zxing)

    // The empty activity that Compose's tests draw in.
    debugImplementation(libs.compose.ui.test.manifest)

    testImplementation(testFixtures(project(":sdk")))
    testImplementation(variantOf(libs.jna) { artifactType("jar") })
    testImplementation(libs.androidx.test.core)
    testImplementation(libs.compose.ui.test.junit4)
    testImplementation(libs.coroutines.test)
    testImplementation(libs.junit4)
    testImplementation(libs.robolectric)
}
