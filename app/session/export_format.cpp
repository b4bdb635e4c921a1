// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_format.h"

#include "app/session/export_csv.h"
#include "app/session/export_curl.h"
#include "app/session/export_event.h"
#include "app/session/export_har.h"

#include <utility>

namespace creel {

namespace {

class NdjsonWriter final : public ExportWriter
{
public:
    using ExportWriter::ExportWriter;
    void add(const EventRecord &record, const Delivery &delivery) override
    {
        writeEventObject(m_out, record, delivery);
        m_out << '\n';
    }
};

class CsvWriter final : public ExportWriter
{
public:
    using ExportWriter::ExportWriter;
    void begin() override { m_out << csvHeading(); }
    void add(const EventRecord &record, const Delivery &delivery) override
    {
        m_out << csvLine(record, delivery);
    }
};

class CurlWriter final : public ExportWriter
{
public:
    using ExportWriter::ExportWriter;
    void add(const EventRecord &, const Delivery &delivery) override
    {
        if (std::exchange(m_last, delivery.id) != delivery.id)
            writeCurlCommand(m_out, delivery);
    }

private:
    DeliveryId m_last{};
};

class HarWriter final : public ExportWriter
{
public:
    using ExportWriter::ExportWriter;
    void begin() override { m_out << harOpening(); }
    void add(const EventRecord &, const Delivery &delivery) override
    {
        const auto before = std::exchange(m_last, delivery.id);
        if (before == delivery.id)
            return;
        m_out << (before == DeliveryId{} ? "\n" : ",\n");
        writeHarEntry(m_out, delivery);
    }
    void end() override { m_out << harClosing(); }

private:
    DeliveryId m_last{};
};

} // namespace

std::optional<ExportFormat> exportFormat(QStringView name)
{
    if (name == u"ndjson")
        return ExportFormat::Ndjson;
    if (name == u"har")
        return ExportFormat::Har;
    if (name == u"csv")
        return ExportFormat::Csv;
    if (name == u"curl")
        return ExportFormat::Curl;
    return std::nullopt;
}

std::unique_ptr<ExportWriter> makeExportWriter(ExportFormat format, ExportSink &out)
{
    switch (format) {
    case ExportFormat::Har:
        return std::make_unique<HarWriter>(out);
    case ExportFormat::Csv:
        return std::make_unique<CsvWriter>(out);
    case ExportFormat::Curl:
        return std::make_unique<CurlWriter>(out);
    case ExportFormat::Ndjson:
        break;
    }
    return std::make_unique<NdjsonWriter>(out);
}

} // namespace creel
