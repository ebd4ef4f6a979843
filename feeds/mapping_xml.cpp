// XML payloads (GB/T 28181 MANSCDP) as the JSON they would be, so that mappings need one kind of path.
#include <expat.h>
#include <iconv.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <vector>

#include "feeds/mapping_decode.h"
#include "twin/text.h"

namespace feeds {
namespace {

struct Element {
    std::string name;
    std::string text;
    std::vector<Element> children;
};

struct Building {
    XML_Parser parser = nullptr;
    std::vector<Element> open = std::vector<Element>(1);
    std::string refused;

    void stop(char const* why) {
        refused = why;
        XML_StopParser(parser, XML_FALSE);
    }
};

void write_text(std::string_view text, std::string& out) {
    constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            (out += '\\') += c;
        } else if (byte < 0x20) {
            ((out += "\\u00") += kHex[byte >> 4]) += kHex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void write_element(Element const& element, std::string& out) {
    std::string_view const text = twin::trim(element.text);
    if (element.children.empty()) return write_text(text, out);
    std::vector<std::pair<std::string_view, std::vector<Element const*>>> by_name;
    for (Element const& child : element.children) {
        auto const known =
            std::find_if(by_name.begin(), by_name.end(), [&](auto const& e) { return e.first == child.name; });
        auto& group = known == by_name.end() ? by_name.emplace_back(child.name, std::vector<Element const*>{}) : *known;
        group.second.push_back(&child);
    }
    out += '{';
    for (auto const& [name, group] : by_name) {
        if (out.back() != '{') out += ',';
        write_text(name, out);
        out += ':';
        if (group.size() > 1) out += '[';
        for (Element const* child : group) {
            if (child != group.front()) out += ',';
            write_element(*child, out);
        }
        if (group.size() > 1) out += ']';
    }
    if (!text.empty()) {
        out += ",\"#text\":";
        write_text(text, out);
    }
    out += '}';
}

void XMLCALL on_start(void* user, XML_Char const* name, XML_Char const** attributes) {
    auto& building = *static_cast<Building*>(user);
    if (building.open.size() > kDeepestMessage) return building.stop("elements lie more than 64 deep");
    Element element{name, {}, {}};
    for (; attributes[0]; attributes += 2)
        element.children.push_back({std::string("@").append(attributes[0]), attributes[1], {}});
    building.open.push_back(std::move(element));
}

void XMLCALL on_end(void* user, XML_Char const*) {
    auto& building = *static_cast<Building*>(user);
    Element done = std::move(building.open.back());
    building.open.pop_back();
    building.open.back().children.push_back(std::move(done));
}

void XMLCALL on_text(void* user, XML_Char const* text, int length) {
    static_cast<Building*>(user)->open.back().text.append(text, static_cast<std::size_t>(length));
}

/// Entities of a DTD could make gigabytes of a kilobyte.
void XMLCALL on_doctype(void* user, XML_Char const*, XML_Char const*, XML_Char const*, int) {
    static_cast<Building*>(user)->stop("a document type is not taken");
}

/// Devices declare GB2312 and mean GB 18030, which has all of it.
bool declares_chinese(std::string_view xml) {
    std::string head(xml.substr(0, std::min(xml.find("?>"), std::size_t{200})));
    for (char& c : head) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return head.find("gb2312") != std::string::npos || head.find("gbk") != std::string::npos ||
           head.find("gb18030") != std::string::npos;
}

base::Result<std::string> from_gb18030(std::string_view text) {
    iconv_t const converter = iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1)) return base::Error{"GB 18030 cannot be read on this machine"};
    std::string in(text);
    std::string out(text.size() * 2 + 16, '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t from_left = in.size();
    std::size_t to_left = out.size();
    std::size_t const bad = iconv(converter, &from, &from_left, &to, &to_left);
    iconv_close(converter);
    if (bad == static_cast<std::size_t>(-1)) return base::Error{"the text is not GB 18030 as it says"};
    out.resize(out.size() - to_left);
    return out;
}

}  // namespace

base::Result<std::string> xml_to_json(std::string_view xml) {
    std::string utf8;
    // What is UTF-8 already is left alone, whatever it declares.
    if (declares_chinese(xml) && !is_utf8(xml)) {
        auto converted = from_gb18030(xml);
        if (!converted) return converted.error();
        utf8 = *std::move(converted);
        xml = utf8;
    }
    std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> const parser(XML_ParserCreate("UTF-8"),
                                                                              &XML_ParserFree);
    Building building;
    building.parser = parser.get();
    XML_SetUserData(parser.get(), &building);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    if (XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1) != XML_STATUS_OK) {
        if (building.refused.empty()) building.refused = XML_ErrorString(XML_GetErrorCode(parser.get()));
        return base::Error{"line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ": " + building.refused};
    }
    std::string json;
    write_element(building.open.front(), json);
    return json;
}

}  // namespace feeds
