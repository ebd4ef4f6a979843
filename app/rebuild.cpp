#include "app/rebuild.h"

#include <utility>

namespace app {

Rebuild::Rebuild(twin::District const& district, std::function<void()> wake)
    : restyler_(district), wake_(std::move(wake)) {}

Rebuild::~Rebuild() {
    if (!busy()) return;
    cancel_->wanted = true;
    job_.wait();
}

void Rebuild::want(ui::Settings const& before, ui::Settings const& after) {
    Restyling const how = needed(before, after);
    if (how == Restyling::none) return;
    // Colours laid over a scene cannot take away those it was built with.
    bool const plain = !before.colouring.attribute.empty() && after.colouring.attribute.empty();
    // What was stopped half way is still to be done.
    scene_ = scene_ || plain || how == Restyling::scene;
    if (!busy() || dropped_) shown_ = {before, proposed_};
    begin(after);
}

void Rebuild::propose(std::shared_ptr<Proposed const> proposed, ui::Settings const& settings) {
    if (proposed == proposed_) return;
    if (!busy() || dropped_) shown_ = {settings, proposed_};
    proposed_ = std::move(proposed);
    scene_ = true;
    begin(settings);
}

void Rebuild::begin(ui::Settings const& settings) {
    next_ = settings;
    dropped_ = false;
    if (busy()) {
        cancel_->wanted = true;
    } else {
        start();
    }
}

void Rebuild::start() {
    cancel_ = std::make_unique<Cancel>();
    job_ = std::async(std::launch::async,
                      [this, settings = *std::exchange(next_, {}), whole = scene_, proposed = proposed_]() {
                          std::optional<Done> done{std::in_place};
                          done->colours = std::make_shared<scene::BuildingColours const>(restyler_.colours(settings));
                          if (whole) {
                              auto styled = restyler_.build(settings, *cancel_, proposed.get());
                              if (styled) {
                                  done->scene = std::move(styled->scene);
                                  done->buildings = styled->buildings;
                                  done->problem = std::move(styled->problem);
                              } else {
                                  done.reset();
                              }
                          }
                          wake_();
                          return done;
                      });
}

std::optional<Rebuild::Done> Rebuild::take() {
    if (!busy() || job_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return {};
    auto done = job_.get();
    if (done || dropped_) scene_ = false;
    if (std::exchange(dropped_, false)) return {};
    if (!next_) return done;
    if (done && done->scene) scene_ = true;  // it is older than what is asked for, and is not shown
    start();
    return {};
}

std::optional<Rebuild::Shown> Rebuild::cancel() {
    if (!busy()) return {};
    next_.reset();
    cancel_->wanted = true;
    dropped_ = true;
    proposed_ = shown_.proposed;
    return shown_;
}

}  // namespace app
