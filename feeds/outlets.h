// The kinds of outlets, each in its own file.
#pragma once

#include <memory>

#include "base/result.h"
#include "feeds/outlet.h"
#include "feeds/url.h"

namespace feeds {

base::Result<std::unique_ptr<Outlet>> open_file_outlet(OutletSetup const& setup, Url const& url);
base::Result<std::unique_ptr<Outlet>> open_http_outlet(OutletSetup const& setup, Url const& url);
base::Result<std::unique_ptr<Outlet>> open_mqtt_outlet(OutletSetup const& setup, Url const& url);
base::Result<std::unique_ptr<Outlet>> open_kafka_outlet(OutletSetup const& setup, Url const& url);

}  // namespace feeds
