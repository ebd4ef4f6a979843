#include "base/secrets.h"

#include <gtest/gtest.h>

namespace {

TEST(Secrets, AreSeenInNamesOfSources) {
    for (char const* name : {"PG:host=db password=hunter2", "PG:password = hunter2", "pg:PassWord='a b'",
                             "MYSQL:city,password=x", "ODBC:dsn;PWD=x", "https://u:x@host/a", "https://host/a?token=x",
                             "/vsicurl/https://u:x@host/a.gpkg", "mqtt://host?a=1&secret=x"}) {
        EXPECT_TRUE(base::holds_secret(name)) << name;
    }
    for (char const* name : {"PG:host=db dbname=city user=u passfile=/etc/pass", "https://u@host/a:b@c",
                             "https://host/a?broken=x", "/data/password=x.gpkg", "a.geojson", ""}) {
        EXPECT_FALSE(base::holds_secret(name)) << name;
    }
}

}  // namespace
