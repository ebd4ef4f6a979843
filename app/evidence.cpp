#include "app/evidence.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <span>
#include <string_view>
#include <thread>
#include <utility>

#include "assets/texture.h"

namespace app {
namespace {

namespace fs = std::filesystem;

bool is_in_folder(fs::path const& file, fs::path const& folder) {
    auto const [in_folder, in_file] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return in_folder == folder.end() && in_file != file.end();
}

bool names_a_server(std::string const& reference) {
    return reference.find("://") != std::string::npos || reference.starts_with("//") || reference.starts_with("\\\\");
}

bool is_png_or_jpeg(std::string_view bytes) {
    return bytes.starts_with("\x89PNG\r\n\x1a\n") || bytes.starts_with("\xff\xd8\xff");
}

base::Result<base::Image> decode(fs::path const& file, EvidenceLimits const& limits) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes(limits.file_bytes, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (!is_png_or_jpeg(bytes)) return base::Error{"is neither PNG nor JPEG"};
    return assets::decode_texture(std::as_bytes(std::span(bytes)), limits.max_side, limits.file_pixels);
}

}  // namespace

EvidenceFile find_evidence(fs::path const& folder, std::string const& reference, EvidenceLimits const& limits) {
    constexpr std::size_t kLongest = 1024;
    if (reference.empty()) return {{}, NoEvidence::not_given};
    if (names_a_server(reference)) return {{}, NoEvidence::remote};
    fs::path const written(reference);
    if (reference.size() > kLongest || reference.find('\0') != std::string::npos || written.is_absolute())
        return {{}, NoEvidence::outside};
    std::error_code error;
    fs::path const home = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
    if (error) return {{}, NoEvidence::missing};
    fs::path const file = fs::weakly_canonical(home / written, error);
    if (error || !is_in_folder(file, home)) return {{}, NoEvidence::outside};
    // A pipe or a device would hold the reader up for ever.
    if (!fs::is_regular_file(file, error)) return {{}, NoEvidence::missing};
    if (fs::file_size(file, error) > limits.file_bytes || error) return {{}, NoEvidence::too_large};
    return {file, NoEvidence::none};
}

std::string say(NoEvidence why, ui::Language language) {
    struct Words {
        char const *zh, *en;
    };
    constexpr std::array<Words, 8> kWords{
        {{"", ""},
         {"未附现场图片", "no picture was sent"},
         {"图片在外部平台，本机不联网获取", "the picture lies elsewhere and is not fetched"},
         {"图片路径不在本区数据目录内", "the picture lies outside the district's folder"},
         {"图片文件不存在", "the picture's file is not there"},
         {"图片文件过大", "the picture's file is too large"},
         {"图片无法读取", "the picture cannot be read"},
         {"图片读取中", "reading the picture"}}};
    Words const& words = kWords[static_cast<std::size_t>(why)];
    return language == ui::Language::zh ? words.zh : words.en;
}

struct Evidence::Inner {
    struct Entry {
        std::uint32_t image = 0;
        std::uint32_t width = 0, height = 0;
        std::size_t bytes = 0;
        std::uint64_t used = 0;
        NoEvidence why = NoEvidence::loading;
        bool queued = false;  ///< waits or is being read: it stays, and is not asked for twice
        std::chrono::steady_clock::time_point tried;
    };

    fs::path folder;
    EvidenceLimits limits;
    std::function<void()> ready;
    std::uint32_t next_image;

    mutable std::mutex mutex;
    std::condition_variable_any work;
    std::map<std::string, Entry> entries;
    std::deque<std::string> waiting;
    std::vector<Change> changes;
    std::size_t bytes = 0;
    std::uint64_t turn = 0;
    bool reading = false;
    std::jthread thread;  // last: it is joined before what it uses goes

    void run(std::stop_token const& stop);
    std::pair<std::shared_ptr<base::Image const>, NoEvidence> read(std::string const& reference) const;
    void put(std::string const& reference, std::shared_ptr<base::Image const> pixels, NoEvidence why);
    void ask(std::string const& reference, Entry& entry);
    void release(Entry& entry);
    void make_room(Entry const& kept);
};

std::pair<std::shared_ptr<base::Image const>, NoEvidence> Evidence::Inner::read(std::string const& reference) const {
    EvidenceFile const file = find_evidence(folder, reference, limits);
    if (file.why_not != NoEvidence::none) return {nullptr, file.why_not};
    auto image = decode(file.path, limits);
    if (!image) return {nullptr, NoEvidence::unreadable};
    return {std::make_shared<base::Image const>(std::move(*image)), NoEvidence::none};
}

void Evidence::Inner::put(std::string const& reference, std::shared_ptr<base::Image const> pixels, NoEvidence why) {
    Entry& entry = entries[reference];
    entry.why = why;
    entry.tried = std::chrono::steady_clock::now();
    entry.queued = false;
    release(entry);
    if (pixels) {
        entry.image = next_image++;
        entry.width = pixels->width;
        entry.height = pixels->height;
        entry.bytes = pixels->pixels.size();
        bytes += entry.bytes;
        changes.push_back({entry.image, 1, std::move(pixels)});
    }
    make_room(entry);
}

/// May forget the entry, where no more can wait.
void Evidence::Inner::ask(std::string const& reference, Entry& entry) {
    entry.queued = true;
    waiting.push_back(reference);
    if (waiting.size() > limits.waiting) {
        entries.erase(waiting.front());
        waiting.pop_front();
    }
    work.notify_one();
}

void Evidence::Inner::release(Entry& entry) {
    if (entry.image != 0) changes.push_back({entry.image, 0, nullptr});
    bytes -= entry.bytes;
    entry.image = entry.width = entry.height = 0;
    entry.bytes = 0;
}

/// Forgets what was not looked at for longest, also what there was nothing to read of: files may still arrive.
void Evidence::Inner::make_room(Entry const& kept) {
    constexpr std::size_t kMostEntries = 512;
    while (bytes > limits.cache_bytes || entries.size() > kMostEntries) {
        auto oldest = entries.end();
        for (auto at = entries.begin(); at != entries.end(); ++at) {
            if (at->second.queued || &at->second == &kept) continue;
            if (oldest == entries.end() || at->second.used < oldest->second.used) oldest = at;
        }
        if (oldest == entries.end()) return;
        release(oldest->second);
        entries.erase(oldest);
    }
}

void Evidence::Inner::run(std::stop_token const& stop) {
    std::unique_lock lock(mutex);
    while (work.wait(lock, stop, [&] { return !waiting.empty(); })) {
        std::string const reference = std::move(waiting.front());
        waiting.pop_front();
        reading = true;
        lock.unlock();
        auto [pixels, why] = read(reference);
        lock.lock();
        reading = false;
        put(reference, std::move(pixels), why);
        if (!ready) continue;
        lock.unlock();
        ready();
        lock.lock();
    }
}

Evidence::Evidence(fs::path folder, std::uint32_t first_image, EvidenceLimits limits, std::function<void()> ready)
    : inner_(std::make_unique<Inner>()) {
    inner_->folder = std::move(folder);
    inner_->limits = limits;
    inner_->ready = std::move(ready);
    inner_->next_image = first_image;
    inner_->thread = std::jthread([inner = inner_.get()](std::stop_token const& stop) { inner->run(stop); });
}

Evidence::~Evidence() = default;

ui::Shown Evidence::show(std::string const& reference, ui::Language language) {
    if (reference.empty()) return {.problem = say(NoEvidence::not_given, language)};
    std::unique_lock const lock(inner_->mutex);
    auto const [found, is_new] = inner_->entries.try_emplace(reference);
    Inner::Entry& entry = found->second;
    entry.used = ++inner_->turn;
    ui::Shown shown{entry.image, entry.width, entry.height, say(entry.why, language)};
    bool const failed = entry.image == 0 && !entry.queued;
    bool const again = failed && std::chrono::steady_clock::now() - entry.tried > inner_->limits.try_again;
    if (is_new || again) inner_->ask(reference, entry);
    return shown;
}

std::vector<Evidence::Change> Evidence::take_changes() {
    std::unique_lock const lock(inner_->mutex);
    return std::exchange(inner_->changes, {});
}

bool Evidence::idle() const {
    std::unique_lock const lock(inner_->mutex);
    return inner_->waiting.empty() && !inner_->reading;
}

}  // namespace app
