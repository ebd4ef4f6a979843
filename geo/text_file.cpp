#include "geo/text_file.h"

#include <cpl_vsi.h>

#include <algorithm>
#include <cstring>

#include "geo/gdal_session.h"

namespace geo {

namespace {

struct VsiClose {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using VsiFile = std::unique_ptr<VSILFILE, VsiClose>;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

base::Result<TextFile> read_text_file(std::string const& source) {
    GdalMessages messages;
    VsiFile const file(VSIFOpenL(source.c_str(), "rb"));
    if (!file) return base::Error{source + ": cannot be opened: " + messages.why("no such file, or not permitted")};
    VSIFSeekL(file.get(), 0, SEEK_END);
    auto const size = static_cast<std::size_t>(VSIFTellL(file.get()));
    VSIFSeekL(file.get(), 0, SEEK_SET);
    TextFile result;
    result.bytes = std::make_unique_for_overwrite<char[]>(size + TextFile::kPadding);
    std::memset(result.bytes.get() + size, 0, TextFile::kPadding);
    if (VSIFReadL(result.bytes.get(), 1, size, file.get()) != size) {
        return base::Error{source + ": reading broke off: " + messages.why("the file changed or the disk failed")};
    }
    result.text = {result.bytes.get(), size};
    if (result.text.starts_with(kByteOrderMark)) result.text.remove_prefix(kByteOrderMark.size());
    return result;
}

std::string head_of_file(std::string const& source, std::size_t most) {
    GdalMessages quiet;
    VsiFile const file(VSIFOpenL(source.c_str(), "rb"));
    if (!file) return {};
    std::string head(most, '\0');
    head.resize(VSIFReadL(head.data(), 1, most, file.get()));
    return head;
}

std::string place_in_text(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    auto const line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n') + 1;
    return "byte " + std::to_string(offset) + " (line " + std::to_string(line) + ")";
}

}  // namespace geo
