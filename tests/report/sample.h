// A made-up report with everything in it that a report can have.
#pragma once

#include "report/page.h"

namespace sample_report {

report::Template daily();
report::Data data();
report::Edition edition(report::Language language);

}  // namespace sample_report
