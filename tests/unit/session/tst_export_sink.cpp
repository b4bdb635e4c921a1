// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_format.h"
#include "app/session/export_text.h"

#include "tests/support/scratch_session.h"

#include <QTest>

#include <algorithm>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype pieceBytes = qsizetype(48) * 1024; // what a sink takes of a body at a time
constexpr qsizetype mostHeld = 8 * pieceBytes;         // the longest escape of a byte is six bytes long
} // namespace

class ExportSinkTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void piecesMakeTheWhole_data();
    void piecesMakeTheWhole();
    void exportInPiecesIsTheWholeExport_data();
    void exportInPiecesIsTheWholeExport();
    void onceItTakesNoMoreNothingIsOffered();
};

void ExportSinkTest::piecesMakeTheWhole_data()
{
    QTest::addColumn<QByteArray>("unit"); // repeated until it crosses several edges
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("letters") << "abc"_ba << QByteArray();
    QTest::newRow("escapes") << "\n"_ba << QByteArray();
    QTest::newRow("two bytes") << "\xc3\xa4"_ba << QByteArray();
    QTest::newRow("three bytes") << "\xe4\xb8\xad"_ba << QByteArray();
    QTest::newRow("four bytes") << "\xf0\x9f\x98\x80"_ba << QByteArray();
    QTest::newRow("two units escaped") << "\xf3\xa0\x81\x81"_ba << QByteArray();
    QTest::newRow("invalid at the very end") << "\xc3\xa4"_ba
                                             << "\xff"_ba;
    QTest::newRow("cut off at the very end") << "\xf0\x9f\x98\x80"_ba
                                             << "\xf0\x9f"_ba;
    QTest::newRow("continuations only") << "\x80"_ba << QByteArray();
    QTest::newRow("quotes") << "'\"\\"_ba << QByteArray();
}

/// With every offset of the unit to a piece's edge.
void ExportSinkTest::piecesMakeTheWhole()
{
    QFETCH(const QByteArray, unit);
    QFETCH(const QByteArray, end);
    for (qsizetype before = 0; before <= 4; ++before) {
        const auto text = QByteArray(before, 'x') + unit.repeated(2 * pieceBytes / unit.size() + 3) + end;
        QByteArray shown;
        qsizetype most = 0;
        ExportSink sink([&](QByteArrayView piece) {
            shown.append(piece);
            most = std::max(most, piece.size());
            return true;
        });
        writeShown(sink, text, Shown::Json);
        QVERIFY(sink.flush());
        QByteArray whole;
        appendShown(whole, text, Shown::Json);
        QVERIFY(shown == whole);
        shown.clear();
        writeBase64(sink, text);
        QVERIFY(sink.flush());
        QVERIFY(shown == text.toBase64());
        QVERIFY2(most <= mostHeld, qPrintable(QString::number(most)));
    }
}

void ExportSinkTest::exportInPiecesIsTheWholeExport_data()
{
    QTest::addColumn<ExportFormat>("format");
    QTest::addColumn<QByteArray>("body");
    const QByteArray text = "it's \xe4\xb8\xad\n"_ba.repeated(40'000);
    for (const auto &format : {u"ndjson"_s, u"har"_s, u"csv"_s, u"curl"_s}) {
        const auto name = format.toLatin1();
        QTest::addRow("%s, text", name.constData()) << *exportFormat(format) << text;
        QTest::addRow("%s, bytes", name.constData()) << *exportFormat(format) << text + '\xff';
        QTest::addRow("%s, none", name.constData()) << *exportFormat(format) << QByteArray();
    }
}

void ExportSinkTest::exportInPiecesIsTheWholeExport()
{
    QFETCH(const ExportFormat, format);
    QFETCH(const QByteArray, body);
    auto from = delivery(1, body);
    from.id = DeliveryId{1};
    const auto write = [&](ExportSink &out) {
        const auto writer = makeExportWriter(format, out);
        writer->begin();
        writer->add(makeRecord(from, {}, 0), from);
        writer->end();
    };
    ExportSink whole;
    write(whole);
    QByteArray pieces;
    qsizetype most = 0;
    ExportSink sink([&](QByteArrayView piece) {
        pieces.append(piece);
        most = std::max(most, piece.size());
        return true;
    });
    write(sink);
    QVERIFY(sink.flush());
    QVERIFY(pieces == whole.held());
    QVERIFY2(most <= mostHeld, qPrintable(QString::number(most)));
    if (format == ExportFormat::Curl && body.endsWith('\n'))
        QVERIFY(pieces.contains(body.toBase64())); // more than an argument holds
    if (format == ExportFormat::Ndjson)
        QVERIFY(pieces.contains("\"bodyBase64\":\"" + body.toBase64() + '"'));
}

void ExportSinkTest::onceItTakesNoMoreNothingIsOffered()
{
    int offered = 0;
    ExportSink sink([&](QByteArrayView) { return ++offered < 2; });
    writeBase64(sink, QByteArray(10 * pieceBytes, 'x'));
    QVERIFY(!sink.isOpen());
    sink << "more";
    QVERIFY(!sink.flush());
    QCOMPARE(offered, 2);
}

QTEST_GUILESS_MAIN(ExportSinkTest)
#include "tst_export_sink.moc"
