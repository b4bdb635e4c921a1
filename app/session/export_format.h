// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/event.h"
#include "app/session/export_sink.h"

#include <QStringView>

#include <memory>
#include <optional>

namespace creel {

/// What an export is written as.
enum class ExportFormat {
    Ndjson, ///< one JSON object a line, one an event
    Har,    ///< HAR 1.2, one entry a delivery
    Csv,    ///< one line an event, without bodies
    Curl,   ///< one shell command a delivery
};

/// "ndjson", "har", "csv", "curl"; nullopt for another name.
std::optional<ExportFormat> exportFormat(QStringView name);

/// Writes events and their deliveries in one format to a sink, so that nothing is held.
class ExportWriter
{
public:
    explicit ExportWriter(ExportSink &out) : m_out(out) {}
    virtual ~ExportWriter() = default;
    virtual void begin() {}
    /// Writes what @p record adds. Events come in the order of their ids, so those of one delivery come
    /// together.
    virtual void add(const EventRecord &record, const Delivery &delivery) = 0;
    virtual void end() {}

protected:
    ExportSink &m_out;
};

/// @p out must outlive it.
std::unique_ptr<ExportWriter> makeExportWriter(ExportFormat format, ExportSink &out);

} // namespace creel
