// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/subject.h"

#include "app/catalog/scalar.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr qsizetype maxSubjectBytes = 240;
constexpr qsizetype maxValueBytes = 120;
constexpr QByteArrayView separator = " · ";

QString translated(const char *text)
{
    return QCoreApplication::translate("creel::SubjectTemplate", text);
}

} // namespace

std::optional<SubjectTemplate> SubjectTemplate::parse(const QString &text, QString *error)
{
    const auto refuse = [error](const QString &reason) {
        *error = reason;
        return std::nullopt;
    };
    SubjectTemplate subject;
    for (const auto &partText : text.split(QString::fromUtf8(separator), Qt::SkipEmptyParts)) {
        Part part;
        qsizetype from = 0;
        while (from < partText.size()) {
            const auto open = partText.indexOf(u'{', from);
            if (open < 0) {
                part.push_back({partText.sliced(from).toUtf8(), {}});
                break;
            }
            const auto close = partText.indexOf(u'}', open);
            if (close < 0)
                return refuse(translated(QT_TRANSLATE_NOOP("creel::SubjectTemplate", "a { without its }")));
            Piece piece{partText.sliced(from, open - from).toUtf8(), {}};
            for (const auto &pointerText : partText.sliced(open + 1, close - open - 1).split(u'|')) {
                const auto pointer = JsonPointer::parse(pointerText.toUtf8());
                if (!pointer || pointerText.isEmpty())
                    return refuse(
                        translated(QT_TRANSLATE_NOOP("creel::SubjectTemplate", "\"%1\" is no JSON Pointer"))
                            .arg(pointerText));
                piece.pointers.push_back(*pointer);
            }
            part.push_back(std::move(piece));
            from = close + 1;
        }
        subject.m_parts.push_back(std::move(part));
    }
    return subject;
}

QByteArray SubjectTemplate::fill(const Outline &outline, qint32 root) const
{
    QByteArray subject;
    QByteArray keep;
    for (const auto &part : m_parts) {
        const auto before = subject.size();
        if (before > 0)
            subject += separator;
        for (const auto &piece : part) {
            subject += piece.before;
            if (piece.pointers.empty())
                continue;
            QByteArrayView value;
            for (size_t i = 0; i < piece.pointers.size() && value.isEmpty(); ++i)
                value = scalarText(outline, outline.find(piece.pointers[i], root), keep);
            if (value.isEmpty()) {
                subject.truncate(before);
                break;
            }
            subject += oneLine(value, maxValueBytes);
        }
    }
    return subject.size() > maxSubjectBytes ? oneLine(subject, maxSubjectBytes) : subject;
}

} // namespace creel
