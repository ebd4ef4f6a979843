// `[supervision]` of the district file as plain data.
#pragma once

#include <string>

namespace twin {

struct SupervisionSpec {
    std::string indicators;    ///< file that defines the district's indicators; empty: the program's own
    std::string event_limits;  ///< CSV of the limits of events; empty: the program's own, for reference
    /// Where each entry about a case is posted besides: http(s):// (a JSON object) or mqtt(s)://HOST/TOPIC. Empty:
    /// nowhere. Nothing is ever written back to the source of a ticket or event.
    std::string post;
    std::string user;
    std::string secret;   ///< "env:NAME" or "file:PATH": bearer token of the webhook, password of the broker
    std::string sign;     ///< likewise: key of the HMAC-SHA256 that a webhook can check the body by; empty: unsigned
    std::string ca_file;  ///< TLS: the certificate authority to trust; empty: the system's
};

}  // namespace twin
