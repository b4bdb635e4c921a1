// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/event_words.h"

#include "app/catalog/catalog.h"
#include "app/event/summary.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// Gives this file's functions a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(creel::EventWords)
};

QString withCopies(const QString &word, int copy, int copies)
{
    return Words::tr("%1, %2 of %3").arg(word, countText(copy), countText(qMax(copy, copies)));
}

QString unknownWords(const EventRecord &record)
{
    switch (record.event.kind) {
    case PayloadKind::Json:
        return record.event.type.isEmpty() ? Words::tr("JSON without a type that a catalog knows")
                                           : Words::tr("unknown type: not in any catalog");
    case PayloadKind::BrokenJson:
        return Words::tr("broken JSON");
    case PayloadKind::Form:
        return Words::tr("a form, not JSON");
    case PayloadKind::Text:
        return Words::tr("text, not JSON");
    case PayloadKind::Binary:
        return Words::tr("binary, not JSON");
    case PayloadKind::Empty:
        return Words::tr("no body");
    }
    return {};
}

/// Empty where there is nothing to say beside what the row shows.
QString answerWords(const EventRecord &record)
{
    const auto &[status, rule, durationUs, outcome] = record.reply;
    const auto withOutcome = [&](const QString &words) {
        return outcome.isEmpty() ? words : Words::tr("%1: %2").arg(words, safeText(outcome, 80));
    };
    if (status != 0)
        return rule.isEmpty() && outcome.isEmpty()
                   ? QString()
                   : withOutcome(Words::tr("answered %1").arg(replyWords(status, rule)));
    if (!record.malformed.isEmpty() || !record.complete)
        return {}; // cut off there was nobody left to answer
    return withOutcome(rule.isEmpty() ? Words::tr("not answered")
                                      : Words::tr("not answered, rule “%1”").arg(safeText(rule, 80)));
}

} // namespace

QString titleWords(const EventRecord &record)
{
    return safeText(displayType(record), 200);
}

QString verdictWords(const EventRecord &record, int copies)
{
    if (record.marks.testFlag(Mark::TurnedAway))
        return Words::tr("turned away: %1").arg(safeText(record.malformed, 400));
    if (!record.malformed.isEmpty())
        return (record.reply.status != 0 ? Words::tr("malformed: %1") : Words::tr("cut off: %1"))
            .arg(safeText(record.malformed, 400));
    if (!record.complete)
        return Words::tr("cut off by the sender");
    QStringList parts;
    if (!record.event.known)
        parts += unknownWords(record);
    switch (record.verdict) {
    case Verdict::New:
        if (copies > 1)
            parts += Words::tr("first of %1").arg(countText(copies));
        else if (record.event.known)
            parts += Words::tr("new");
        break;
    case Verdict::Retry:
        parts += withCopies(Words::tr("retry"), record.copy, copies);
        break;
    case Verdict::Duplicate:
        parts += withCopies(Words::tr("duplicate"), record.copy, copies);
        break;
    case Verdict::Conflict:
        parts += withCopies(Words::tr("conflict"), record.copy, copies);
        break;
    }
    return parts.join(u" · "_s);
}

QString meaningWords(const EventType *type)
{
    if (!type)
        return {};
    const QString line = type->fires.isEmpty() ? type->meaning : type->fires;
    return safeText(line.endsWith(u'.') ? line.chopped(1) : line, 300);
}

QString subtitleWords(const EventRecord &record, const EventType *type, int copies)
{
    QStringList parts;
    if (const QString meaning = meaningWords(type); !meaning.isEmpty())
        parts += meaning;
    parts += Words::tr("event %1").arg(countText(qint64(record.id)));
    parts += verdictWords(record, copies);
    if (record.marks.testFlag(Mark::ForeignHost))
        parts += Words::tr("foreign host");
    if (record.marks.testFlag(Mark::Browser))
        parts += Words::tr("from a browser");
    parts += answerWords(record);
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString copyWords(const CopyRow &copy)
{
    switch (copy.verdict) {
    case Verdict::New:
        return Words::tr("first");
    case Verdict::Retry:
    case Verdict::Duplicate:
        return Words::tr("same content, byte for byte");
    case Verdict::Conflict:
        return Words::tr("other content");
    }
    return {};
}

QString replyWords(int status, const QByteArray &rule)
{
    if (rule.isEmpty())
        return status > 0 ? QString::number(status) : Words::tr("no answer");
    const auto name = safeText(rule, 80);
    return status > 0 ? Words::tr("%1 by rule “%2”").arg(QString::number(status), name)
                      : Words::tr("no answer, rule “%1”").arg(name);
}

} // namespace creel
