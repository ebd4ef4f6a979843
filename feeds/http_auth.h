// Who may post to us: a shared secret, sent as it is or as a signature of the body.
#pragma once

#include <string>
#include <string_view>

namespace feeds {

/// HMAC-SHA256 (RFC 2104) in lower-case hexadecimal.
std::string hmac_sha256(std::string_view key, std::string_view text);

/// As long for a wrong guess as for a right one, whatever their lengths.
bool same_secret(std::string_view a, std::string_view b);

/// `Authorization: Bearer SECRET`.
bool bearer_is(std::string_view authorization, std::string_view secret);

/// `X-Signature: HEX` or `sha256=HEX`, the HMAC of the body as it was sent.
bool signature_is(std::string_view signature, std::string_view body, std::string_view secret);

}  // namespace feeds
