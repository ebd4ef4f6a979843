#include <cairo-pdf.h>

#include <memory>

#include "report/layout.h"
#include "report/play.h"

namespace report {
namespace {

cairo_status_t keep(void* bytes, unsigned char const* data, unsigned length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<char const*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

void describe(cairo_surface_t* pdf, Layout::State const& state) {
    std::string const& district = state.edition.district.in(state.edition.language);
    std::string const title = district.empty() ? state.title : district + " " + state.title;
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_SUBJECT,
                                   state.edition.times.in(state.edition.language).c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, state.edition.program.c_str());
    // Cairo would take the clock's time; an empty text takes the date away.
    base::UtcMs const made = state.edition.made;
    std::string const date = made == base::kNoTime ? std::string{} : base::format_time(made / 1000 * 1000);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
}

void add_outline(cairo_surface_t* pdf, Layout::State const& state) {
    int parents[4] = {CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT};
    for (OutlineEntry const& entry : state.outline) {
        std::string const where =
            "page=" + std::to_string(entry.page + 1) + " pos=[0 " + std::to_string(static_cast<int>(entry.y)) + "]";
        int const id = cairo_pdf_surface_add_outline(pdf, parents[entry.level - 1], entry.text.c_str(), where.c_str(),
                                                     CAIRO_PDF_OUTLINE_FLAG_OPEN);
        for (std::size_t level = entry.level; level < std::size(parents); ++level) parents[level] = id;
    }
}

}  // namespace

base::Result<std::string> to_pdf(Layout const& layout) {
    Layout::State const& state = layout.state();
    std::string bytes;
    std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> const pdf(
        cairo_pdf_surface_create_for_stream(keep, &bytes, state.paper.width, state.paper.height),
        cairo_surface_destroy);
    describe(pdf.get(), state);
    std::unique_ptr<cairo_t, void (*)(cairo_t*)> const cr(cairo_create(pdf.get()), cairo_destroy);
    for (auto const& page : state.pages) {
        play(cr.get(), page, Glyphs::text, true);
        cairo_show_page(cr.get());
    }
    add_outline(pdf.get(), state);
    cairo_surface_finish(pdf.get());
    for (cairo_status_t const status : {cairo_status(cr.get()), cairo_surface_status(pdf.get())})
        if (status != CAIRO_STATUS_SUCCESS)
            return base::Error{"the PDF could not be written: " + std::string(cairo_status_to_string(status))};
    return bytes;
}

}  // namespace report
