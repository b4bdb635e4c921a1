// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/cli/command.h"
#include "app/cli/reading.h"
#include "app/cli/terminal.h"
#include "app/cli/tr.h"
#include "app/session/content.h"
#include "app/session/export_import.h"
#include "app/session/settings.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr auto name = "import"_L1;
constexpr size_t deliveriesAtATime = 500;
constexpr qint64 bytesAtATime = 8LL * 1024 * 1024;

/// Keeps deliveries in a session as if they had just come, batch by batch: recognised and judged anew.
class Importer
{
public:
    Importer(SessionWriter &writer, const Catalogs &catalogs) : m_writer(writer), m_catalogs(catalogs) {}

    StoreError add(Delivery delivery)
    {
        m_bytes += delivery.body.size();
        Catch caught{std::move(delivery), {}};
        int ordinal = 0;
        for (auto &event : m_catalogs.recognise(caught.delivery, contentOf(caught.delivery).body))
            caught.records.push_back(makeRecord(caught.delivery, std::move(event), ordinal++));
        m_batch.push_back(std::move(caught));
        return m_batch.size() < deliveriesAtATime && m_bytes < bytesAtATime ? StoreError{} : keep();
    }
    StoreError keep()
    {
        if (m_batch.empty())
            return {};
        const auto error = m_writer.append(m_batch);
        m_kept += error ? 0 : qint64(m_batch.size());
        m_batch.clear();
        m_bytes = 0;
        return error;
    }
    qint64 kept() const { return m_kept; }

private:
    SessionWriter &m_writer;
    const Catalogs &m_catalogs;
    std::vector<Catch> m_batch;
    qint64 m_bytes = 0;
    qint64 m_kept = 0;
};

/// What stopped an import: text is empty when nothing did.
struct Stop {
    Exit exit = Exit::Fine;
    QString text;
    explicit operator bool() const { return exit != Exit::Fine; }
};

Stop stopOf(const StoreError &error)
{
    return error ? Stop{exitOf(error), error.text} : Stop{};
}

/// What of a file could not be read.
struct LeftOut {
    qint64 count = 0;
    QString first; ///< which it was, and why

    void add(const QString &which, const QString &reason)
    {
        if (count++ == 0)
            first = which + u": "_s + reason;
    }
};

/// Ids begin anew with each session, and a file may hold what several gave.
bool isSame(const Delivery &a, const Delivery &b)
{
    return a.id != DeliveryId{} && a.id == b.id && a.receivedAtUs == b.receivedAtUs && a.target == b.target &&
           a.head == b.head && a.body == b.body;
}

Stop importLines(QFile &file, Importer &importer, LeftOut &leftOut)
{
    std::optional<Delivery> last;
    for (qint64 number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty())
            continue;
        QString reason;
        auto delivery = deliveryFromLine(line, &reason);
        if (!delivery) {
            leftOut.add(tr("line %1").arg(number), reason);
            continue;
        }
        if (last && isSame(*last, *delivery))
            continue; // another event of it
        last = delivery;
        if (const auto error = importer.add(*std::move(delivery)))
            return stopOf(error);
    }
    return stopOf(importer.keep());
}

Stop importHar(const QJsonArray &entries, Importer &importer, LeftOut &leftOut)
{
    for (qsizetype i = 0; i < entries.size(); ++i) {
        QString reason;
        auto delivery = deliveryFromHar(entries[i].toObject(), &reason);
        if (!delivery) {
            leftOut.add(tr("entry %1").arg(i + 1), reason);
            continue;
        }
        if (const auto error = importer.add(*std::move(delivery)))
            return stopOf(error);
    }
    return stopOf(importer.keep());
}

Stop importFile(const QString &path, Importer &importer, LeftOut &leftOut)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Exit::Usage,
                tr("%1 cannot be read (%2): check path and rights").arg(path, file.errorString())};
    const auto firstLine = QJsonDocument::fromJson(file.readLine());
    file.seek(0);
    if (firstLine.object().contains("bodyBase64"_L1))
        return importLines(file, importer, leftOut);
    const auto document = QJsonDocument::fromJson(file.readAll());
    const auto entries = document.object().value("log"_L1).toObject().value("entries"_L1);
    if (!entries.isArray())
        return {Exit::Usage, tr("%1 is neither NDJSON of creel export nor a HAR file").arg(path)};
    return importHar(entries.toArray(), importer, leftOut);
}

Exit runImport(Options &options)
{
    StoreError error;
    const auto writer = SessionWriter::open(options.value(u"--store"_s), Durability::Power, &error);
    if (!writer)
        return refuse(exitOf(error), name, error.text);
    const auto catalogs = Catalogs::load(catalogDirectories());
    Importer importer(*writer, catalogs);
    auto exit = Exit::Fine;
    for (const auto &path : options.operands()) {
        LeftOut leftOut;
        auto stop = importFile(path, importer, leftOut);
        if (stop && stop.exit == Exit::Usage)
            importer.keep();
        if (stop)
            return refuse(stop.exit, name, stop.text);
        if (leftOut.count > 0)
            exit = refuse(Exit::Usage, name,
                          tr("%1: left out %2 that could not be read, first %3")
                              .arg(path, QString::number(leftOut.count), leftOut.first));
    }
    say(tr("%1 deliveries imported into %2")
            .arg(QString::number(importer.kept()), options.value(u"--store"_s)));
    return exit;
}

} // namespace

Command importCommand()
{
    return {
        {name,
         tr("adds deliveries from NDJSON (of creel export) or HAR files to a session"),
         u"INPUT..."_s,
         {{u"--store"_s, u"FILE"_s, tr("the session to add to; made when it does not exist"), false, true}},
         tr("Events are recognised and judged (new, duplicate, ...) anew; ids are given anew. A line or an "
            "entry that cannot\nbe read is left out; how many were is said, with the first of them, and it "
            "exits 2.")},
        runImport};
}

} // namespace creel
