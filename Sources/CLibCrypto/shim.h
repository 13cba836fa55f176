// libcrypto is OpenSSL's, which libpq brings into the process anyway; pkg-config (libcrypto) says where its header lies.
#include <openssl/evp.h>
#include <stdlib.h>

// SHA-256 as it is done in OpenSSL 3. A library without it, or without the memory for a context, leaves nothing to go on with.

static inline EVP_MD *sha256_method(void) {
    EVP_MD *method = EVP_MD_fetch(NULL, "SHA256", NULL);
    if (method == NULL) abort();
    return method;
}

static inline EVP_MD_CTX *sha256_begin(const EVP_MD *method) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL || EVP_DigestInit_ex2(context, method, NULL) != 1) abort();
    return context;
}

static inline void sha256_add(EVP_MD_CTX *context, const void *bytes, size_t count) {
    if (EVP_DigestUpdate(context, bytes, count) != 1) abort();
}

// `digest` has room for 32 bytes.
static inline void sha256_end(EVP_MD_CTX *context, unsigned char *digest) {
    if (EVP_DigestFinal_ex(context, digest, NULL) != 1) abort();
}
