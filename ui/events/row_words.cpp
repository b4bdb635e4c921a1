// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/row_words.h"

#include "app/event/delivery.h"
#include "ui/text/text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("creel::Row", text);
}

constexpr qsizetype cellChars = 200; ///< more never fits a cell

QString line(const EventList &events, Symbol symbol)
{
    return safeText(events.text(symbol), cellChars);
}

bool has(const EventSummary &row, Mark mark)
{
    return row.marks & quint8(mark);
}

/// Of the marks that tell where it came from, and what of, the one that matters most.
QString markText(const EventSummary &row)
{
    if (has(row, Mark::ForeignHost))
        return tr("foreign host");
    if (has(row, Mark::Browser))
        return tr("browser");
    if (has(row, Mark::Undecoded))
        return tr("not decoded");
    return {};
}

/// Of a delivery that is no sound event the reason stands where the subject would.
QString subjectText(const EventList &events, const EventSummary &row)
{
    return line(events, row.malformed != Symbol{} ? row.malformed : row.subject);
}

QString replyWords(const EventSummary &row)
{
    if (row.status == 0)
        return tr("no reply");
    return row.replyUs < 0 ? statusText(row) : u"%1 · %2"_s.arg(statusText(row), replyTimeText(row));
}

QString replyToolTip(const EventList &events, const EventSummary &row)
{
    QStringList lines;
    if (row.rule != Symbol{})
        lines += tr("By the rule “%1”").arg(QString::fromUtf8(events.text(row.rule)));
    if (row.outcome != Symbol{})
        lines += QString::fromUtf8(events.text(row.outcome));
    else if (lines.isEmpty() && row.status == 0 && row.complete)
        lines += tr("It was not answered");
    return lines.isEmpty() ? QString() : safeToolTip(lines.join(u'\n').toUtf8());
}

} // namespace

QString typeWords(const QString &type, int width)
{
    const QFontMetrics metrics(font(FontRole::Base));
    QString words = type;
    const auto isTooWide = [&] { return metrics.horizontalAdvance(words) > width; };
    for (auto dot = words.indexOf(u'.'); dot >= 0 && isTooWide(); dot = words.indexOf(u'.'))
        words.replace(0, dot + 1, u'…');
    return words;
}

QString subjectWords(const QString &subject, int width)
{
    const QFontMetrics metrics(font(FontRole::Base));
    const auto dot = subject.indexOf(u" · "_s);
    if (dot < 0 || metrics.horizontalAdvance(subject) <= width)
        return subject;
    const auto first = subject.left(dot);
    return metrics.horizontalAdvance(first + u" · …"_s) > width ? first : subject;
}

QString copyWords(const EventList &events, const EventSummary &row)
{
    const int copies = events.copies(row);
    return copies > 1 ? tr("%1 of %2").arg(countText(row.copy), countText(copies)) : QString();
}

QString keyText(const EventList &events, const EventSummary &row, qsizetype maxChars)
{
    return row.key == Symbol{} ? u"–"_s : shortId(QString::fromUtf8(events.text(row.key)), maxChars);
}

QString statusText(const EventSummary &row)
{
    if (row.status != 0)
        return QString::number(row.status);
    const bool isDue = row.complete && row.malformed == Symbol{}; // else there was nobody left to answer
    return isDue ? tr("none") : u"–"_s;
}

QString replyTimeText(const EventSummary &row)
{
    return row.replyUs < 0 ? QString() : durationText(row.replyUs);
}

Badge badgeOf(const EventList &events, const EventSummary &row)
{
    if (has(row, Mark::TurnedAway))
        return {Badge::Tone::Bad, tr("turned away")};
    // Refused it was answered; cut off there was nobody left to answer.
    if (row.malformed != Symbol{} && row.status != 0)
        return {Badge::Tone::Bad, tr("malformed")};
    if (row.malformed != Symbol{} || !row.complete)
        return {Badge::Tone::Bad, tr("cut off")};
    // A mark comes before the verdict: who repeats a delivery from a web page shall not hide that it came so.
    const auto mark = markText(row);
    const auto judged = [&](Badge::Tone tone, const QString &word) -> Badge {
        QStringList parts{mark, word, copyWords(events, row)};
        parts.removeAll(QString());
        const bool raised = tone == Badge::Tone::Quiet && !mark.isEmpty();
        return {raised ? Badge::Tone::Warning : tone, parts.join(u" · "_s)};
    };
    switch (row.verdict) {
    case Verdict::Conflict:
        return judged(Badge::Tone::Bad, tr("conflict"));
    case Verdict::Duplicate:
        return judged(Badge::Tone::Quiet, tr("duplicate"));
    case Verdict::Retry:
        return judged(Badge::Tone::Warning, tr("retry"));
    case Verdict::New:
        break;
    }
    if (!mark.isEmpty())
        return {Badge::Tone::Warning, mark};
    if (has(row, Mark::Handshake))
        return {Badge::Tone::Quiet, tr("handshake")};
    return {};
}

QString badgeWords(const Badge &badge, int width)
{
    QString words = badge.text;
    const auto isTooWide = [&] { return badgeWidth(words, badge.tone == Badge::Tone::Bad) > width; };
    for (auto dot = words.lastIndexOf(u" · "_s); dot > 0 && isTooWide(); dot = words.lastIndexOf(u" · "_s))
        words.truncate(dot);
    return words;
}

QColor toneColor(Badge::Tone tone)
{
    switch (tone) {
    case Badge::Tone::Warning:
        return theme().warning;
    case Badge::Tone::Bad:
        return theme().bad;
    case Badge::Tone::Quiet:
        break;
    }
    return theme().dim;
}

QString cellText(const EventList &events, const EventSummary &row, Column column)
{
    switch (column) {
    case Column::Number:
        return QString::number(qint64(row.id));
    case Column::Received:
        return clockText(row.receivedAtUs);
    case Column::Type:
        return line(events, row.type);
    case Column::Subject:
        return subjectText(events, row);
    case Column::Key:
        return keyText(events, row, keyChars);
    case Column::Copies: {
        const auto badge = badgeOf(events, row);
        return badge.text.isEmpty() ? copyWords(events, row) : badge.text;
    }
    case Column::Reply:
        return replyWords(row);
    case Column::Size:
        return sizeText(row.bodyBytes);
    case Column::Method:
        return line(events, row.method);
    case Column::Path:
        return line(events, row.path);
    case Column::Peer:
        return line(events, row.peer);
    case Column::Rule:
        return line(events, row.rule);
    case Column::Note:
        return line(events, row.note);
    }
    return {};
}

QString cellWords(const EventList &events, const EventSummary &row, Column column)
{
    switch (column) {
    case Column::Received:
        return dateTimeText(row.receivedAtUs);
    case Column::Key:
        return safeText(events.text(row.key));
    case Column::Subject:
        return safeText(events.text(row.malformed != Symbol{} ? row.malformed : row.subject));
    case Column::Copies: {
        auto words = cellText(events, row, column);
        if (row.pinned)
            words += words.isEmpty() ? tr("pinned") : u", "_s + tr("pinned");
        return words;
    }
    default:
        return cellText(events, row, column);
    }
}

QString cellToolTip(const EventList &events, const EventSummary &row, Column column)
{
    switch (column) {
    case Column::Received:
        return safeToolTip(dateTimeText(row.receivedAtUs).toUtf8());
    case Column::Key:
        return row.key == Symbol{} ? QString() : safeToolTip(events.text(row.key));
    case Column::Reply:
        return replyToolTip(events, row);
    case Column::Type:
    case Column::Subject:
    case Column::Path:
    case Column::Peer:
    case Column::Rule:
    case Column::Note:
    case Column::Copies: {
        const auto words = cellWords(events, row, column);
        return words.isEmpty() ? QString() : safeToolTip(words.toUtf8());
    }
    default:
        return {};
    }
}

} // namespace creel
