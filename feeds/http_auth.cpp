#include "feeds/http_auth.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace feeds {
namespace {

using Digest = std::array<unsigned char, 32>;

Digest digest(std::string_view key, std::string_view text) {
    Digest made{};
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<unsigned char const*>(text.data()),
         text.size(), made.data(), nullptr);
    return made;
}

char lower(char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (unsigned char const byte : digest(key, text)) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

bool same_secret(std::string_view a, std::string_view b) {
    // Digests are of one length, so that the comparison says nothing about the length of the secret either.
    constexpr std::string_view kKey = "compare";
    Digest const left = digest(kKey, a), right = digest(kKey, b);
    return CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool bearer_is(std::string_view authorization, std::string_view secret) {
    constexpr std::string_view kScheme = "Bearer ";
    return authorization.starts_with(kScheme) && same_secret(authorization.substr(kScheme.size()), secret);
}

bool signature_is(std::string_view signature, std::string_view body, std::string_view secret) {
    constexpr std::string_view kPrefix = "sha256=";
    if (signature.starts_with(kPrefix)) signature.remove_prefix(kPrefix.size());
    std::string given(signature);
    std::transform(given.begin(), given.end(), given.begin(), lower);
    return same_secret(given, hmac_sha256(secret, body));
}

}  // namespace feeds
