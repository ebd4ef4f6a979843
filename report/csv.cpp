#include <cmath>
#include <cstdio>
#include <set>

#include "report/content.h"
#include "report/csv_field.h"
#include "report/numbers.h"

namespace report {
namespace {

std::string number_field(double value) {
    if (!std::isfinite(value)) return {};
    char text[40];
    std::snprintf(text, sizeof text, "%.12g", value);
    return text;
}

std::string time_field(base::UtcMs time) { return time == base::kNoTime ? std::string{} : base::format_time(time); }

std::string field(Cell const& cell, Column const& column, Language language) {
    if (auto const* number = std::get_if<double>(&cell)) return number_field(column.share ? *number * 100 : *number);
    if (auto const* moment = std::get_if<Moment>(&cell)) return time_field(moment->time);
    if (std::holds_alternative<Missing>(cell)) return {};
    return csv_field(format_cell(cell, column, language));
}

class Lines {
public:
    void add(std::vector<std::string> const& fields) {
        for (std::size_t i = 0; i < fields.size(); ++i) bytes_ += (i > 0 ? "," : "") + fields[i];
        bytes_ += "\r\n";
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_ = "\xEF\xBB\xBF";
};

std::string header(Column const& column, Language language) {
    std::string const unit = column.unit.empty() && column.share ? "%" : column.unit.in(language);
    std::string const& name = column.name.in(language);
    if (unit.empty()) return csv_field(name);
    return csv_field(language == Language::zh ? name + "（" + unit + "）" : name + " (" + unit + ")");
}

std::string table_csv(Table const& table, std::vector<std::size_t> const& columns, Language language) {
    Lines out;
    std::vector<std::string> fields;
    for (std::size_t const c : columns) fields.push_back(header(table.columns[c], language));
    out.add(fields);
    for (Row const& row : table.rows) {
        fields.clear();
        for (std::size_t const c : columns) fields.push_back(field(row.cells[c], table.columns[c], language));
        out.add(fields);
    }
    return out.take();
}

std::string spans_csv(Chart const& chart, Language language) {
    bool const zh = language == Language::zh;
    Lines out;
    out.add(zh ? std::vector<std::string>{"名称", "说明", "开始", "结束", "完成（%）"}
               : std::vector<std::string>{"name", "note", "from", "to", "done (%)"});
    for (Span const& span : chart.spans)
        out.add({csv_field(chart.labels[span.label].in(language)), csv_field(span.name.in(language)),
                 time_field(span.from), time_field(span.to), span.done < 0 ? "" : number_field(span.done * 100)});
    return out.take();
}

std::string chart_csv(Chart const& chart, ChartKind kind, Language language) {
    if (kind == ChartKind::gantt) return spans_csv(chart, language);
    bool const zh = language == Language::zh;
    bool const classes = kind == ChartKind::histogram;
    Lines out;
    std::string const label = chart.label_axis.empty() ? (zh ? "名称" : "name") : chart.label_axis.in(language);
    std::vector<std::string> fields{csv_field(label)};
    if (classes) fields.insert(fields.end(), {zh ? "下限" : "from", zh ? "上限" : "to"});
    for (Series const& series : chart.series) {
        std::string const name = series.name.empty() ? chart.axis.in(language) : series.name.in(language);
        fields.push_back(csv_field(name));
        if (series.low.empty()) continue;
        fields.push_back(csv_field(name + (zh ? " 下界" : ", low")));
        fields.push_back(csv_field(name + (zh ? " 上界" : ", high")));
    }
    out.add(fields);
    for (std::size_t i = 0; i < chart.labels.size(); ++i) {
        fields = {csv_field(chart.labels[i].in(language))};
        if (classes) fields.insert(fields.end(), {number_field(chart.edges[i]), number_field(chart.edges[i + 1])});
        for (Series const& series : chart.series) {
            fields.push_back(number_field(series.values[i]));
            if (series.low.empty()) continue;
            fields.push_back(number_field(series.low[i]));
            fields.push_back(number_field(series.high[i]));
        }
        out.add(fields);
    }
    return out.take();
}

}  // namespace

std::string csv_field(std::string text) {
    if (!text.empty() && std::string("=+-@\t\r").find(text.front()) != std::string::npos) text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (char const c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

base::Result<std::vector<CsvFile>> to_csv(Template const& how, Data const& data, Language language) {
    Figure const blank;
    auto pages = fill(how, data, &blank);
    if (!pages) return pages.error();
    std::vector<CsvFile> out;
    std::set<std::string> names;
    for (PageContent const& page : *pages)
        for (Content const& content : page.blocks) {
            auto const* const* table = std::get_if<Table const*>(&content.shows);
            auto const* const* chart = std::get_if<Chart const*>(&content.shows);
            if (!table && !chart) continue;
            // A table and a chart may have one name; the same one twice is one file.
            bool const both = chart && data.tables.contains(content.block.data);
            std::string const name = content.block.data + (both ? ".chart.csv" : ".csv");
            if (!names.insert(name).second) continue;
            out.push_back({name, table ? table_csv(**table, *chosen_columns(**table, content.block), language)
                                       : chart_csv(**chart, content.block.chart, language)});
        }
    return out;
}

}  // namespace report
