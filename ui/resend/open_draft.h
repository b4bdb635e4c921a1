// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/draft.h"
#include "ui/resend/body_editor.h"
#include "ui/resend/request_fields.h"

#include <QUndoStack>

#include <vector>

namespace creel {

/// A draft that is being edited, with its undo history and its answers. Lives as long as the edits matter.
struct OpenDraft {
    Draft original;
    QString session; ///< path of the one that the source event is in; empty: made from nothing
    RequestFields fields;
    QUndoStack undo; ///< of fields; the body's history is its document's
    BodyDocument body;
    quint64 ticket = 0;            ///< of the attempt under way; 0: none
    std::vector<Attempt> attempts; ///< that the session keeps with no event
};

/// One change of a draft's fields. Typing in one line merges into one change.
class FieldsChange : public QUndoCommand
{
public:
    enum class Kind { Method = 1, Url, HeaderLines, Other };

    FieldsChange(RequestFields *fields, RequestFields wanted, Kind kind, const QString &what)
        : QUndoCommand(what)
        , m_fields(fields)
        , m_before(*fields)
        , m_after(std::move(wanted))
        , m_kind(kind)
    {
    }

    void undo() override { *m_fields = m_before; }
    void redo() override { *m_fields = m_after; }
    int id() const override { return m_kind == Kind::Method || m_kind == Kind::Url ? int(m_kind) : -1; }
    bool mergeWith(const QUndoCommand *later) override
    {
        m_after = static_cast<const FieldsChange *>(later)->m_after;
        return true;
    }

private:
    RequestFields *m_fields;
    RequestFields m_before;
    RequestFields m_after;
    Kind m_kind;
};

} // namespace creel
