#include "sample/history.h"

#include <gtest/gtest.h>

namespace sample::test {
TEST(History, Placeholder) { SUCCEED(); }
}  // namespace sample::test
