#!/usr/bin/env python3
"""The rules of the house that no compiler checks. `house.py RULE [ROOT]`; see RULES at the end, docs/architecture.md for why."""

import pathlib
import re
import sys

# One folder = one target, and what it may include of the others. The one place where this is written for machines.
MAY_INCLUDE = {
    "base": [],
    "geo": ["base"],
    "assets": ["base"],
    "twin": ["base", "geo", "assets"],
    "sample": ["base", "geo", "twin"],
    "scene": ["base", "twin", "assets", "geo"],
    "renderer": ["base", "scene"],
    "feeds": ["base", "geo", "twin"],
    "analysis": ["base", "geo", "twin"],
    "ui": ["base", "twin", "analysis", "scene"],
    "report": ["base", "geo"],
    "app": ["base", "geo", "assets", "twin", "sample", "scene", "renderer", "feeds", "analysis", "ui", "report"],
}
# Structs that C++ and GLSL share; `spirv/` is what the build makes of the shaders.
SHARED = {"shaders/shared.h": ["scene", "renderer"], "spirv/": ["renderer"]}

GDAL = r"gdal.*|ogr.*|cpl_.*|geos_c\.h"
THIRD_PARTY = {
    "base": r"spng\.h|tbb/.*|fmt/.*|spdlog/.*",
    "geo": GDAL + r"|simdjson\.h",
    "assets": r"assimp/.*|stb/.*",
    "twin": r"toml\+\+/.*|nlohmann/.*",
    "sample": GDAL + r"|nlohmann/.*|lib(av|sw)[a-z]+/.*",
    "scene": r"glm/.*|ft2build\.h|freetype/.*",
    "renderer": r"vulkan/.*|GLFW/.*|glm/.*",
    "feeds": r"toml\+\+/.*|curl/.*|openssl/.*|httplib\.h|mosquitto\.h|librdkafka/.*|libpq-fe\.h|sqlite3\.h|simdjson\.h|expat\.h|iconv\.h|nlohmann/.*|lib(av|sw)[a-z]+/.*",
    "analysis": r"Eigen/.*|tbb/.*",
    "ui": r"imgui.*|toml\+\+/.*",
    "report": r"pango/.*|cairo.*\.h|fontconfig/.*|toml\+\+/.*",
    "app": r"GLFW/.*|CLI/.*|nlohmann/.*|openssl/.*|sqlite3\.h|unicode/.*|toml\+\+/.*",
}
STANDARD = re.compile(r"[a-z_0-9]+$")  # <vector>, <cstdint>
SYSTEM = re.compile(r"(sys/[a-z]+|arpa/inet|netinet/[a-z]+|linux/[a-z]+|"
                    r"unistd|fcntl|poll|pwd|signal|spawn|dirent|dlfcn|pthread|sched|stdlib|errno|malloc|locale|langinfo|termios)\.h$")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
MAX_LINES = 600
SOURCE_ENDINGS = (".h", ".cpp", ".glsl", ".vert", ".frag", ".comp", ".py", ".sh")
TEXT_ENDINGS = SOURCE_ENDINGS + (".md", ".txt", ".cmake", ".json", ".toml", ".yml", ".yaml", "")
# Split so that this file does not break its own rule.
MACHINE_PATHS = re.compile("/" + r"(work|root)/[a-z]|" + "/" + r"home/[a-z]+/[a-z]|" + r"\." + "library/")


def files(root, endings):
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if not path.is_file() or path.suffix not in endings:
            continue
        if inside[0] in ("build", "out", "sample-district", ".git", ".cache") or inside[0].startswith("build"):
            continue
        yield path


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match[1] == '"', match[2]


def is_third_party(quoted, name):
    return not quoted and not STANDARD.match(name) and not SYSTEM.match(name)


def leaky_headers(root):
    """Headers that bring a library's headers along, themselves or through others of their folder."""
    leaky, more = set(), True
    while more:
        more = False
        for folder in MAY_INCLUDE:
            for header in (root / folder).glob("*.h"):
                name = f"{folder}/{header.name}"
                brings = any(is_third_party(q, i) or (q and i in leaky) for _, q, i in includes(header))
                if brings and name not in leaky:
                    leaky.add(name)
                    more = True
    return leaky


def judge_own(folder, name):
    """What is wrong with including `name` of this project from `folder`, or None."""
    for shared, readers in SHARED.items():
        if name.startswith(shared):
            return None if folder in readers else f"only {' and '.join(readers)} may include {name}"
    other = name.split("/")[0]
    if "/" not in name or other not in MAY_INCLUDE:
        return f'"{name}" is no file of a folder of this project; name it as "folder/file.h"'
    if other != folder and other not in MAY_INCLUDE[folder]:
        allowed = ", ".join(MAY_INCLUDE[folder]) or "nothing but the standard library"
        return f"{folder}/ may not include {other}/; it may include {allowed}"
    return None


def check_includes(root):
    leaky = leaky_headers(root)
    for folder, third_party in THIRD_PARTY.items():
        for path in files(root / folder, (".h", ".cpp")) if (root / folder).is_dir() else []:
            for number, quoted, name in includes(path):
                place = f"{path.relative_to(root)}:{number}"
                if quoted:
                    if fault := judge_own(folder, name):
                        yield f"{place}: {fault}"
                    elif name in leaky and not name.startswith(folder + "/"):
                        yield f"{place}: {name} brings a library's headers along, so it is for {name.split('/')[0]}/ alone"
                elif is_third_party(quoted, name) and not re.fullmatch(third_party, name):
                    yield f"{place}: <{name}> is not one of the libraries of {folder}/"


def check_sizes(root):
    for path in files(root, SOURCE_ENDINGS):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MAX_LINES:
            yield f"{path.relative_to(root)}: {lines} lines; split it by the one thing a file holds ({MAX_LINES} at most)"


def check_machine_paths(root):
    for path in files(root, TEXT_ENDINGS):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if match := MACHINE_PATHS.search(line):
                yield f"{path.relative_to(root)}:{number}: names a path of one machine: {match[0]}"


def check_headers_first(root):
    """A .cpp whose header has the same name includes it first, so that the header is proven to stand alone."""
    for folder in MAY_INCLUDE:
        for path in sorted((root / folder).glob("*.cpp")):
            own = f"{folder}/{path.stem}.h"
            found = [name for _, _, name in includes(path)]
            if (root / own).is_file() and found and found[0] != own:
                yield f'{path.relative_to(root)}: its first include is {found[0]}, not its own "{own}"'


# What a header of Borough may use of the standard library without its own fault being seen elsewhere: the compiler reads
# headers alone (`ninja headers`), but behind one precompiled header with all of these in it.
STANDARD_NAMES = {
    "algorithm": "clamp|max|min|minmax|sort|any_of|lower_bound|upper_bound|"
                 "ranges::(?:sort|find|any_of|all_of|none_of|max_element|min_element)",
    "array": "array",
    "atomic": "atomic\\w*|memory_order_\\w+", "bit": "bit_cast|has_single_bit", "charconv": "from_chars|to_chars|chars_format",
    "chrono": "chrono", "cmath": "abs|sqrt|hypot|floor|ceil|round|isfinite|isnan|pow|atan2|sin|cos|tan|exp|log",
    "compare": "strong_ordering|weak_ordering|partial_ordering", "concepts": "floating_point|integral|invocable|same_as",
    "condition_variable": "condition_variable\\w*", "cstddef": "size_t|ptrdiff_t|byte",
    "cstdio": "snprintf",
    "cstdint": "u?int(?:8|16|32|64)_t|uintptr_t|intptr_t", "deque": "deque", "exception": "exception|exception_ptr",
    "filesystem": "filesystem", "fstream": "[io]?fstream", "functional": "function|less|greater|hash|reference_wrapper",
    "future": "future|future_status|promise|async", "initializer_list": "initializer_list", "iosfwd": "ostream|istream",
    "istream": "istream", "iterator": "back_inserter|make_move_iterator|iterator_traits", "limits": "numeric_limits", "list": "list",
    "map": "map|multimap", "memory": "unique_ptr|shared_ptr|weak_ptr|make_unique|make_shared|enable_shared_from_this",
    "mutex": "mutex|lock_guard|unique_lock|scoped_lock|once_flag|recursive_mutex", "numbers": "numbers",
    "numeric": "accumulate|iota", "optional": "optional|nullopt", "ostream": "ostream", "random": "mt19937\\w*",
    "set": "set|multiset", "shared_mutex": "shared_mutex|shared_lock", "span": "span|as_bytes", "sstream": "[io]?stringstream",
    "stdexcept": "runtime_error|invalid_argument|logic_error|out_of_range", "stop_token": "stop_token|stop_source",
    "string": "string|to_string|u16string|u32string",
    "string_view": "string_view", "system_error": "errc|error_code", "thread": "j?thread|this_thread", "tuple": "tuple|tie", "type_traits": "\\w+_v|decay_t",
    "unordered_map": "unordered_map", "unordered_set": "unordered_set", "utility": "pair|move|swap|exchange|forward|as_const",
    "variant": "variant|monostate|visit|holds_alternative|get_if", "vector": "vector|erase_if",
}
# One standard header that is known to bring another along.
BRINGS = {
    "string": {"string_view", "initializer_list", "cstddef"}, "vector": {"initializer_list", "cstddef"},
    "map": {"utility", "cstddef"}, "memory": {"utility", "cstddef"}, "array": {"utility", "cstddef"},
    "cmath": {"cstdlib"}, "chrono": {"cstdint"}, "functional": {"utility"}, "set": {"utility", "cstddef"},
    "unordered_map": {"utility", "cstddef"}, "variant": {"utility", "type_traits"}, "optional": {"utility", "type_traits"},
    "tuple": {"utility"}, "span": {"cstddef", "array"}, "sstream": {"string", "istream", "ostream", "iosfwd"},
    "fstream": {"istream", "ostream", "iosfwd"}, "cstdint": {"cstddef"}, "string_view": {"cstddef"}, "algorithm": {"utility"}, "thread": {"stop_token"}, "charconv": {"system_error"}, "filesystem": {"string", "system_error"},
}


def standard_seen(root, name, seen):
    """The standard headers that a header of the project brings along, itself or through others of the project."""
    if name not in seen:
        seen[name] = set()
        if (root / name).is_file():
            for _, quoted, other in includes(root / name):
                seen[name] |= standard_seen(root, other, seen) if quoted else {other} | BRINGS.get(other, set())
    return seen[name]


def check_standard(root):
    """A header that uses a name of the standard library includes where it comes from, itself or through ours."""
    uses = {header: re.compile(rf"\bstd::(?:{names})\b") for header, names in STANDARD_NAMES.items()}
    seen = {}
    for folder in MAY_INCLUDE:
        for path in sorted((root / folder).glob("*.h")):
            name = f"{folder}/{path.name}"
            has = standard_seen(root, name, seen)
            text = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
            for header, used in uses.items():
                match = used.search(text)
                if match and header not in has:
                    yield f"{name}: uses {match[0]} without <{header}>"
            for word in sorted(set(re.findall(r"\bstd::(?:ranges::)?\w+", text))):
                if not any(used.match(word) for used in uses.values()):
                    yield f"{name}: uses {word}, and STANDARD_NAMES does not say where it comes from"


TEXT_LINE = re.compile(r'^"([^"]+)"\s*=\s*\{\s*zh\s*=\s*"((?:[^"\\]|\\.)*)",\s*en\s*=\s*"((?:[^"\\]|\\.)*)"\s*\}\s*(?:#.*)?$')
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
SAID = re.compile(r'\bsay\(\s*"([a-z0-9_]+(?:\.[a-z0-9_]+)+)"')


def check_texts(root):
    """Every key that is said exists in both languages, with the same {0}; every key is named somewhere in the code."""
    known = {}
    for path in sorted((root / "ui" / "text").glob("*.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{path.relative_to(root)}:{number}"
            if not line.strip() or line.startswith("#"):
                continue
            match = TEXT_LINE.match(line)
            if not match:
                yield f'{place}: no line like "area.key" = {{ zh = "...", en = "..." }}'
                continue
            key, zh, en = match.groups()
            known[key] = place
            if not zh or not en:
                yield f"{place}: {key} is empty in one language"
            if set(re.findall(r"\{\d\}", zh)) != set(re.findall(r"\{\d\}", en)):
                yield f"{place}: {key} has other placeholders in one language than in the other"
    named, places = set(), {}
    for folder in ("ui", "app"):
        for path in files(root / folder, (".h", ".cpp")) if (root / folder).is_dir() else []:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                named.update(LITERAL.findall(line))
                for key in SAID.findall(line):
                    places.setdefault(key, f"{path.relative_to(root)}:{number}")
    for key, place in sorted(places.items()):
        if key not in known:
            yield f"{place}: says {key}, which no catalogue has"
    for key, place in known.items():
        # Keys may be put together at run time: "layers." and what follows.
        if key not in named and not any(key.startswith(part) for part in named if part.endswith(".") and len(part) > 1):
            yield f"{place}: nothing says {key}"


RULES = {
    "includes": check_includes,
    "sizes": check_sizes,
    "machine_paths": check_machine_paths,
    "headers_first": check_headers_first,
    "standard": check_standard,
    "texts": check_texts,
}


def main():
    root = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parents[2]).resolve()
    faults = list(RULES[sys.argv[1]](root))
    print("\n".join(faults) or f"{sys.argv[1]}: nothing wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
