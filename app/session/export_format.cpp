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
    QByteArray add(const EventRecord &record, const Delivery &delivery) override
    {
        return eventObject(record, delivery) + '\n';
    }
};

class CsvWriter final : public ExportWriter
{
public:
    QByteArray begin() override { return csvHeading(); }
    QByteArray add(const EventRecord &record, const Delivery &delivery) override
    {
        return csvLine(record, delivery);
    }
};

class CurlWriter final : public ExportWriter
{
public:
    QByteArray add(const EventRecord &, const Delivery &delivery) override
    {
        return std::exchange(m_last, delivery.id) == delivery.id ? QByteArray() : curlCommand(delivery);
    }

private:
    DeliveryId m_last{};
};

class HarWriter final : public ExportWriter
{
public:
    QByteArray begin() override { return harOpening(); }
    QByteArray add(const EventRecord &, const Delivery &delivery) override
    {
        const auto before = std::exchange(m_last, delivery.id);
        if (before == delivery.id)
            return {};
        return (before == DeliveryId{} ? "\n" : ",\n") + harEntry(delivery);
    }
    QByteArray end() override { return harClosing(); }

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

std::unique_ptr<ExportWriter> makeExportWriter(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Har:
        return std::make_unique<HarWriter>();
    case ExportFormat::Csv:
        return std::make_unique<CsvWriter>();
    case ExportFormat::Curl:
        return std::make_unique<CurlWriter>();
    case ExportFormat::Ndjson:
        break;
    }
    return std::make_unique<NdjsonWriter>();
}

} // namespace creel
