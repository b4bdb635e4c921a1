// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/body_words.h"

#include "app/json/outline.h"
#include "app/json/text.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace creel {

namespace {

constexpr qsizetype mostRead = 8 * 1024 * 1024;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(creel::BodyWords)
};

bool looksLikeJson(const QByteArray &body, const QByteArray &contentType)
{
    const QByteArray start = body.left(256).trimmed();
    return start.startsWith('{') || start.startsWith('[') || contentType.toLower().contains("json");
}

} // namespace

bool isEditable(const QByteArray &body)
{
    return !body.contains('\0') && firstNonUtf8(body) == body.size();
}

BodyState bodyState(const QByteArray &body, const QByteArray &contentType)
{
    using Kind = BodyState::Kind;
    const QString size = sizeText(body.size());
    if (body.isEmpty())
        return {Kind::Empty, Words::tr("No body"), std::nullopt};
    if (body.size() > mostRead)
        return {Kind::Long, Words::tr("%1, too long to be checked while you type").arg(size), std::nullopt};
    if (!looksLikeJson(body, contentType))
        return {Kind::Text, Words::tr("Text · %1").arg(size), std::nullopt};
    const Outline outline = Outline::read(body);
    if (outline.valid())
        return {Kind::Json, Words::tr("Valid JSON · %1").arg(size), std::nullopt};
    const TextPlace place = placeOf(body, outline.errorAt());
    const QString where = Words::tr("Line %1, column %2").arg(countText(place.line), countText(place.column));
    return {Kind::Broken, Words::tr("%1: %2").arg(where, safeText(outline.error(), 300)), outline.errorAt()};
}

} // namespace creel
