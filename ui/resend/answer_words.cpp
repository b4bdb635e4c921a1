// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/answer_words.h"

#include "app/http/message.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QStringList>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(creel::AnswerWords)
};

/// The reason phrase the answer itself gave, else the one of RFC 9110.
QByteArray reasonOf(const Attempt &attempt)
{
    const QByteArray line = attempt.answerHead.left(attempt.answerHead.indexOf('\n')).trimmed();
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second > 0 && second + 1 < line.size())
        return line.mid(second + 1);
    return reasonPhrase(attempt.status).toByteArray();
}

} // namespace

QString sentWords(const Attempt &attempt)
{
    return attempt.sentAtUs == 0 ? u"–"_s : clockText(attempt.sentAtUs);
}

QString statusWords(const Attempt &attempt)
{
    if (attempt.status <= 0)
        return Words::tr("no answer");
    return u"%1 %2"_s.arg(QString::number(attempt.status), safeText(reasonOf(attempt), 80)).trimmed();
}

QString timingWords(const Attempt &attempt)
{
    QStringList parts;
    if (attempt.totalUs >= 0)
        parts += durationText(attempt.totalUs);
    if (attempt.connectUs >= 0)
        parts += Words::tr("connected after %1").arg(durationText(attempt.connectUs));
    if (attempt.firstByteUs >= 0)
        parts += Words::tr("first byte after %1").arg(durationText(attempt.firstByteUs));
    if (attempt.status > 0)
        parts += sizeText(attempt.answerBody.size());
    return parts.join(u" · "_s);
}

QString outcomeWords(const Attempt &attempt)
{
    if (!attempt.error.isEmpty())
        return safeText(attempt.error, 500);
    if (attempt.totalUs < 0)
        return statusWords(attempt);
    return Words::tr("%1 in %2").arg(statusWords(attempt), durationText(attempt.totalUs));
}

PlainLabel::Ink statusInk(int status)
{
    if (status >= 200 && status < 300)
        return &Theme::ok;
    return status >= 100 && status < 400 ? &Theme::warning : &Theme::bad;
}

} // namespace creel
