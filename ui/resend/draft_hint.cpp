// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/draft_hint.h"

#include "ui/resend/request_fields.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

struct Hint {
    Q_DECLARE_TR_FUNCTIONS(creel::DraftHint)
};

QString headerHint(const Draft &draft)
{
    for (const Header &header : draft.headers) {
        if (const QString problem = headerProblem(header); !problem.isEmpty())
            return Hint::tr("Header “%1”: %2").arg(safeText(header.name, 60), problem);
    }
    return {};
}

QString urlHint(const Draft &draft)
{
    return safeText(draft.url) == QString::fromUtf8(draft.url).left(4096)
               ? QString()
               : Hint::tr("The URL holds characters that do not show: %1").arg(safeText(draft.url, 300));
}

QString lengthHint(const Draft &draft)
{
    const QByteArrayView typed = headerValue(draft.headers, "Content-Length");
    bool ok = false;
    const qint64 length = typed.toLongLong(&ok);
    if (typed.isEmpty() || (ok && length == draft.body.size()))
        return {};
    return Hint::tr("Content-Length says %1, the body has %2 bytes. Without the line it is kept in step.")
        .arg(safeText(typed, 40), countText(draft.body.size()));
}

QString signatureHint(const Draft &draft, const Draft &original)
{
    if (original.source == EventId{} || draft.body == original.body)
        return {};
    QStringList names;
    for (const QByteArray &name : signatureNames(draft.headers))
        names += safeText(name, 60);
    if (names.isEmpty())
        return {};
    return names.size() == 1
               ? Hint::tr("%1 was made for the original body and no longer fits it.").arg(names.first())
               : Hint::tr("%1 were made for the original body and no longer fit it.")
                     .arg(names.join(u", "_s));
}

QString targetHint(const Draft &draft)
{
    return draft.target.isEmpty()
               ? QString()
               : Hint::tr("Goes out with the target it came with, %1, until the URL is edited.")
                     .arg(safeText(draft.target, 300));
}

} // namespace

QString draftHint(const Draft &draft, const Draft &original)
{
    QStringList hints{headerHint(draft), urlHint(draft), lengthHint(draft), targetHint(draft),
                      signatureHint(draft, original)};
    hints.removeAll(QString());
    return hints.join(u'\n');
}

} // namespace creel
