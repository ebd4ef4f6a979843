#include "assets/model_stream.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <type_traits>

namespace assets {

namespace {

// Both ends are the same program on the same machine, so plain memory order will do; the version guards against a
// helper from another build.
constexpr std::uint32_t kRequestMagic = 0x51524d42;  // "BMRQ"
constexpr std::uint32_t kModelMagic = 0x4c444d42;    // "BMDL"
constexpr std::uint32_t kEndMagic = 0x444e4542;      // "BEND"
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMaxImageSide = 65536;

static_assert(std::is_trivially_copyable_v<Vertex> && std::is_trivially_copyable_v<Part>);

class Writer {
public:
    explicit Writer(std::uint32_t magic) {
        put(magic);
        put(kVersion);
    }

    template <class T>
    void put(T const& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        put_bytes(&value, sizeof value);
    }
    template <class Range>
    void put_range(Range const& range) {
        put(static_cast<std::uint64_t>(range.size()));
        put_bytes(range.data(), range.size() * sizeof(typename Range::value_type));
    }
    std::vector<std::byte> finish() {
        put(kEndMagic);
        return std::move(bytes_);
    }

private:
    void put_bytes(void const* data, std::size_t size) {
        auto const* first = static_cast<std::byte const*>(data);
        bytes_.insert(bytes_.end(), first, first + size);
    }
    std::vector<std::byte> bytes_;
};

/// Every read says whether it could; after the first that could not, none can.
class Reader {
public:
    explicit Reader(std::span<std::byte const> bytes) : rest_(bytes) {}

    template <class T>
    bool get(T& value) {
        static_assert(std::is_trivially_copyable_v<T> && !std::is_same_v<T, bool>);
        return get_bytes(&value, sizeof value);
    }
    bool get(bool& value) {
        std::uint8_t byte = 0;
        if (!get(byte) || byte > 1) return fail();
        value = byte == 1;
        return true;
    }
    template <class Range>
    bool get_range(Range& range) {
        constexpr std::size_t kEach = sizeof(typename Range::value_type);
        std::uint64_t count = 0;
        if (!get(count) || count > rest_.size() / kEach) return fail();
        range.resize(static_cast<std::size_t>(count));
        return get_bytes(range.data(), range.size() * kEach);
    }
    /// How many things follow, each at least `least` bytes long.
    bool get_count(std::uint64_t& count, std::size_t least) {
        return get(count) && (count <= rest_.size() / least || fail());
    }
    bool begins_with(std::uint32_t magic) {
        std::uint32_t found = 0, version = 0;
        return get(found) && get(version) && ((found == magic && version == kVersion) || fail());
    }
    bool at_end() {
        std::uint32_t found = 0;
        return get(found) && found == kEndMagic && rest_.empty();
    }

private:
    bool fail() {
        rest_ = {};
        return false;
    }
    bool get_bytes(void* data, std::size_t size) {
        if (size > rest_.size()) return fail();
        if (size > 0) std::memcpy(data, rest_.data(), size);
        rest_ = rest_.subspan(size);
        return true;
    }
    std::span<std::byte const> rest_;
};

void put(Writer& out, Material const& material) {
    out.put_range(material.name);
    out.put(material.colour);
    out.put(material.emissive);
    out.put(material.texture);
    out.put(material.two_sided);
    out.put(material.cutout);
}

bool get(Reader& in, Material& material) {
    return in.get_range(material.name) && in.get(material.colour) && in.get(material.emissive) &&
           in.get(material.texture) && in.get(material.two_sided) && in.get(material.cutout);
}

void put(Writer& out, base::Image const& image) {
    out.put(image.width);
    out.put(image.height);
    out.put(image.channels);
    out.put_range(image.pixels);
}

bool get(Reader& in, base::Image& image) {
    if (!in.get(image.width) || !in.get(image.height) || !in.get(image.channels)) return false;
    bool const sane = image.width >= 1 && image.width <= kMaxImageSide && image.height >= 1 &&
                      image.height <= kMaxImageSide && image.channels >= 1 && image.channels <= 4;
    return sane && in.get_range(image.pixels) && image.pixels.size() == image.row_bytes() * image.height;
}

void put(Writer& out, std::string const& text) { out.put_range(text); }
bool get(Reader& in, std::string& text) { return in.get_range(text); }

template <class T>
void put_all(Writer& out, std::vector<T> const& things) {
    out.put(static_cast<std::uint64_t>(things.size()));
    for (T const& thing : things) put(out, thing);
}

template <class T>
bool get_all(Reader& in, std::vector<T>& things) {
    std::uint64_t count = 0;
    if (!in.get_count(count, sizeof(std::uint64_t))) return false;
    for (std::uint64_t i = 0; i < count; ++i) {  // one at a time: a false count must not reserve gigabytes
        if (!get(in, things.emplace_back())) return false;
    }
    return true;
}

bool finite(base::Vec3f const& v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

bool consistent(Model const& model) {
    auto const part_fits = [&](Part const& part) {
        return std::uint64_t{part.first_index} + part.index_count <= model.indices.size() &&
               part.index_count % 3 == 0 && part.material < model.materials.size();
    };
    auto const texture_fits = [&](Material const& m) {
        return m.texture >= -1 && m.texture < static_cast<std::int64_t>(model.textures.size());
    };
    return std::all_of(model.parts.begin(), model.parts.end(), part_fits) &&
           std::all_of(model.materials.begin(), model.materials.end(), texture_fits) &&
           std::all_of(model.indices.begin(), model.indices.end(),
                       [&](std::uint32_t index) { return index < model.vertices.size(); }) &&
           std::all_of(model.vertices.begin(), model.vertices.end(),
                       [](Vertex const& v) { return finite(v.position) && finite(v.normal); }) &&
           finite(model.min) && finite(model.max);
}

}  // namespace

std::vector<std::byte> pack(ModelRequest const& request) {
    Writer out(kRequestMagic);
    out.put_range(request.file.native());
    out.put(request.up);
    out.put(request.unit);
    out.put(request.max_texture);
    return out.finish();
}

base::Result<ModelRequest> unpack_request(std::span<std::byte const> bytes) {
    Reader in(bytes);
    ModelRequest request;
    std::string file;
    bool const read = in.begins_with(kRequestMagic) && in.get_range(file) && in.get(request.up) &&
                      in.get(request.unit) && in.get(request.max_texture) && in.at_end();
    if (!read || request.up > UpAxis::z) return base::Error{"the request to read a model is damaged"};
    request.file = file;
    return request;
}

std::vector<std::byte> pack(Model const& model) {
    Writer out(kModelMagic);
    out.put_range(model.name);
    out.put_range(model.vertices);
    out.put_range(model.indices);
    out.put_range(model.parts);
    put_all(out, model.materials);
    put_all(out, model.textures);
    put_all(out, model.notes);
    out.put(model.min);
    out.put(model.max);
    return out.finish();
}

base::Result<Model> unpack_model(std::span<std::byte const> bytes) {
    Reader in(bytes);
    Model model;
    bool const read = in.begins_with(kModelMagic) && in.get_range(model.name) && in.get_range(model.vertices) &&
                      in.get_range(model.indices) && in.get_range(model.parts) && get_all(in, model.materials) &&
                      get_all(in, model.textures) && get_all(in, model.notes) && in.get(model.min) &&
                      in.get(model.max) && in.at_end();
    if (!read || !consistent(model)) return base::Error{"what came back from reading it is damaged"};
    return model;
}

}  // namespace assets
