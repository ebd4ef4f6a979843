// From a district and its journal to its indicators, without a window: what panels, walls and reports show alike.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "analysis/indicator_sheet.h"
#include "app/indicator_file.h"
#include "app/indicator_ground.h"
#include "app/ticket_clock.h"
#include "base/result.h"
#include "feeds/journal.h"
#include "twin/district.h"
#include "twin/locate.h"

namespace app {

/// What stays the same while moments change. For one thread.
class IndicatorRoom {
public:
    /// The district must outlive it. Definitions and clock are read from the files it names.
    static base::Result<std::unique_ptr<IndicatorRoom>> open(twin::District const& district, ZoneChoice zones = {});

    /// At a moment, out of the journal; without one only what the map tells. Each past value is what was known then.
    /// `keep_on` may stop the reading of the past, which then stays unknown.
    base::Result<analysis::IndicatorSheet> sheet(feeds::Moment const& moment, bool with_past,
                                                 std::function<bool()> const& keep_on = {});

    IndicatorFile const& file() const { return file_; }

private:
    IndicatorRoom(twin::District const& district, IndicatorFile file, TicketClock clock, ZoneChoice zones);
    analysis::IndicatorData read(twin::LiveState const& state, feeds::Journal const& journal, base::UtcMs now);
    base::Result<analysis::IndicatorData> at(feeds::Journal const& journal, feeds::Moment const& moment);
    analysis::IndicatorValues values_at(feeds::Journal const& journal, base::UtcMs time);
    analysis::IndicatorPast past(feeds::Journal const& journal, base::UtcMs now, std::function<bool()> const& keep_on);
    void plan(base::UtcMs now);
    analysis::IndicatorData empty(base::UtcMs now) const;
    void read_tickets(twin::LiveState const& state, analysis::IndicatorData& out);
    void read_events(twin::LiveState const& state, analysis::IndicatorData& out);
    void read_things(twin::LiveState const& state, analysis::IndicatorData& out);
    void read_people(twin::LiveState const& state, analysis::IndicatorData& out);
    std::int32_t zone_of(twin::Where const& where) const;
    std::int32_t zone_named(std::string const& word) const;

    twin::District const& district_;
    IndicatorFile file_;
    TicketClock clock_;
    ZoneChoice zones_;
    twin::Locator locator_;
    IndicatorPlan plan_;
    int planned_year_ = 0;
    std::map<std::string, std::int32_t, std::less<>> zone_by_word_;
    std::map<base::UtcMs, analysis::IndicatorValues> known_then_;
    std::map<std::string, std::pair<base::UtcMs, std::int32_t>> ticket_zones_;  ///< by id: of which edition, and zone
};

/// Once, for reports. Of chosen zones without the past, which zones have none of.
base::Result<analysis::IndicatorSheet> indicator_sheet(twin::District const& district, feeds::Moment const& moment,
                                                       ZoneChoice const& zones = {});

}  // namespace app
