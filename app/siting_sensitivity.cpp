#include "app/siting_sensitivity.h"

#include <cmath>

#include "app/figures.h"

namespace app {
namespace {

using analysis::TippingPoint;

class SensitivityWords {
public:
    SensitivityWords(ui::SitingFacts const& facts, bool chinese) : facts_(facts), chinese_(chinese) {}

    std::string site(std::uint32_t row) const { return facts_.measured->sites[facts_.judged->ranking.sites[row]].id; }
    std::string first(double by, std::size_t criterion) const {
        auto const& judged = *facts_.judged;
        for (analysis::WeightChange const& change : judged.stability.changes) {
            if (change.criterion != criterion || (change.by > 0) != (by > 0)) continue;
            bool const stays = change.weighted_first == judged.order.front();
            return stays ? (chinese_ ? "不变" : "same") : site(change.weighted_first);
        }
        return "—";
    }
    std::string tipping(std::optional<TippingPoint::Change> const& change) const {
        if (!change) return chinese_ ? "不会易主" : "never";
        double const percent = std::abs(change->by) * 100;
        std::string const much = percent > 999 ? "×" + grouped(1 + change->by) : figure(percent, 0) + "%";
        char const* const sign = change->by < 0 ? "−" : percent > 999 ? "" : "+";
        return sign + much + (chinese_ ? " 起 " : " → ") + site(change->row);
    }

private:
    ui::SitingFacts const& facts_;
    bool chinese_;
};

}  // namespace

SitingTable sensitivity_table(ui::SitingFacts const& f, bool chinese) {
    SitingTable out;
    out.title = chinese ? "权重敏感性" : "How much it hangs on each weight";
    out.columns = chinese ? std::vector<std::string>{"指标",
                                                     "权重",
                                                     "权重 +20% 时首位",
                                                     "权重 −20% 时首位",
                                                     "增加多少首位易主",
                                                     "减少多少首位易主"}
                          : std::vector<std::string>{"Criterion",     "Weight",       "First at +20%",
                                                     "First at −20%", "Changes at +", "Changes at −"};
    if (!f.judged || !f.measured || f.judged->order.empty()) return out;
    analysis::JudgedStudy const& j = *f.judged;
    SensitivityWords const say(f, chinese);
    for (TippingPoint const& tip : j.stability.tipping) {
        std::size_t const c = tip.criterion;
        out.rows.push_back({in_language(f.study.criteria[c].name, chinese), figure(j.ranking.weights[c] * 100, 1) + "%",
                            say.first(1, c), say.first(-1, c), say.tipping(tip.up), say.tipping(tip.down)});
    }
    std::string const stays = figure(j.stability.weighted_first_stays * 100, 1) + "%";
    std::string const topsis = figure(j.stability.closeness_first_stays * 100, 1) + "%";
    out.notes.push_back(
        chinese ? "每次只改一项权重，其余按比例缩放使总和为 1；易主点按加权得分精确求解。"
                : "One weight at a time, the others scaled to the sum 1; where the first changes is exact, by the "
                  "weighted sum.");
    out.notes.push_back(chinese ? "全部权重同时在 ±20% 内随机变动 1000 次（固定种子）：加权法首位不变 " + stays +
                                      "，TOPSIS 首位不变 " + topsis + "。"
                                : "All weights drawn within 20% at once, 1000 runs (fixed seed): the first stays in " +
                                      stays + " by the weighted sum, in " + topsis + " by TOPSIS.");
    return out;
}

}  // namespace app
