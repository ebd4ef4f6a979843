#include "sample/fill.h"

namespace sample {

namespace {

/// Metres between kerb and building line.
double setback(Land land) {
    switch (land) {
        case Land::village: return 2.2;
        case Land::old_housing: return 5;
        case Land::park: return 3;
        case Land::office:
        case Land::mall: return 9;
        case Land::station: return 7;
        default: return 8;
    }
}

}  // namespace

void fill_block(Plan const& plan, Block const& block, Content& content) {
    content.areas.push_back({block.shape, Cover::block, {}, false});
    Site site(plan, block, block.riverside ? 2 : setback(block.land), content);
    if (block.riverside) return fill_riverside(site);
    switch (block.land) {
        case Land::forest: return;
        case Land::park: return fill_park(site);
        case Land::office: return fill_offices(site);
        case Land::mall: return fill_mall(site);
        case Land::station: return fill_station(site);
        case Land::housing: return fill_housing(site);
        case Land::old_housing: return fill_old_housing(site);
        case Land::village: return fill_village(site);
        case Land::industry: return fill_industry(site);
        case Land::school: return fill_school(site);
        case Land::hospital: return fill_hospital(site);
        case Land::civic: return fill_civic(site);
        case Land::sports: return fill_sports(site);
        case Land::villas: return fill_villas(site);
        case Land::vacant: return fill_vacant(site);
    }
}

}  // namespace sample
