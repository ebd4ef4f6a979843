#include <cstring>

#include "feeds/mapping_decode.h"

namespace feeds {
namespace {

/// Multiply and fold, eight bytes a step; the same on every machine of one byte order, which is all a journal needs.
class Hasher {
public:
    void add(std::uint64_t word) {
        state_ = (state_ ^ word) * 0x9fb21c651e98df25U;
        state_ ^= state_ >> 32;
    }
    void add(std::string_view text) {
        add(static_cast<std::uint64_t>(text.size()));
        while (text.size() >= 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, text.data(), 8);
            add(word);
            text.remove_prefix(8);
        }
        std::uint64_t tail = 0;
        if (!text.empty()) std::memcpy(&tail, text.data(), text.size());
        add(tail);
    }
    void add(std::string const& text) { add(std::string_view(text)); }
    void add(double number) {
        std::uint64_t word = 0;
        std::memcpy(&word, &number, 8);
        add(word);
    }
    void add(float number) { add(static_cast<double>(number)); }
    template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
    void add(T value) { add(static_cast<std::uint64_t>(value)); }
    template <class T>
    void add(std::optional<T> const& value) {
        add(static_cast<std::uint64_t>(value.has_value()));
        if (value) add(*value);
    }
    template <class T, std::size_t N>
    void add(std::array<T, N> const& values) {
        for (T const& value : values) add(value);
    }
    void add(geo::LonLat at) { all(at.lon, at.lat); }
    void add(twin::Where const& w) {
        all(w.at, w.level, w.address, w.address_code, w.building, w.street, w.community, w.grid);
    }
    void add(twin::CameraPose const& p) { all(p.heading, p.pitch, p.field_of_view, p.height, p.reach); }

    void add(twin::Ticket const& t) {
        all(t.id, t.kind, t.status, t.raw_status, t.channel, t.class_code, t.class_path, t.title, t.department,
            t.secret, t.called, t.accepted, t.dispatched, t.due, t.closed, t.visited, t.dispatch, t.urgency, t.solved,
            t.satisfaction, t.returns, t.reassigned, t.urged, t.supervised, t.repeat_of, t.where);
    }
    void add(twin::CityEvent const& e) {
        all(e.id, e.type, e.raw_type, e.camera, e.phase, e.level, e.confidence, e.box, e.snapshot, e.case_id,
            e.workflow, e.where);
    }
    void add(twin::Camera const& c) { all(c.id, c.name, c.where, c.pose, c.status, c.stream); }
    void add(twin::Device const& d) { all(d.id, d.type, d.name, d.where, d.status, d.value, d.unit); }
    void add(twin::DronePose const& p) { all(p.id, p.at, p.height, p.above, p.heading, p.gimbal_pitch, p.mode); }
    void add(twin::PopulationCell const& p) {
        all(p.id, p.level, p.where, p.measure, p.count, p.by_age, p.households, p.estimated);
    }
    void add(twin::IndicatorValue const& i) { all(i.id, i.name, i.value, i.unit, i.area); }
    void add(twin::Withdrawal const& w) { all(w.id, w.kind); }
    void add(twin::Heartbeat const&) {}

    std::uint64_t result() const { return state_; }

private:
    template <class... T>
    void all(T const&... values) {
        (add(values), ...);
    }

    std::uint64_t state_ = 0x2545f4914f6cdd1dU;
};

}  // namespace

std::uint64_t content_hash(twin::Record const& record) {
    Hasher hasher;
    hasher.add(static_cast<std::uint64_t>(record.index()));
    std::visit([&](auto const& r) { hasher.add(r); }, record);
    return hasher.result();
}

}  // namespace feeds
