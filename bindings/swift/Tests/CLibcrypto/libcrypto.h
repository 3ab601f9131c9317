// The part of OpenSSL that the tests' software vault needs. Swift sees functions, so what OpenSSL
// has as a macro or a macro's argument is a function here.
#pragma once

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

static inline EVP_PKEY *libcrypto_new_p256_key(void) { return EVP_EC_gen("P-256"); }

// The public key as an uncompressed point; how many bytes it has, 0 if it does not fit.
static inline size_t libcrypto_public_point(const EVP_PKEY *key, unsigned char *point, size_t room) {
    size_t length = 0;
    int done = EVP_PKEY_get_octet_string_param(
        key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, point, room, &length);
    return done == 1 ? length : 0;
}
