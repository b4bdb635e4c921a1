// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/thread/newest_work.h"
#include "ui/detail/shown_event.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QTreeView;

namespace creel {

class DiffModel;
class PlainLabel;
class Session;
struct PayloadComparison;

/// What differs between the payload of the event and another one's: a copy of it, or the event of its type
/// before it.
class ComparePage : public QWidget
{
    Q_OBJECT
public:
    explicit ComparePage(Session *session, QWidget *parent = nullptr);

    /// Compares @p event with @p other; 0: with the copy before it, or else the event of its type before it.
    void setEvent(std::shared_ptr<const ShownEvent> event, const std::vector<CopyRow> &copies,
                  EventId other = {});
    /// The body of the event that was set is read.
    void bodyIsRead(std::shared_ptr<const ShownEvent> event);

signals:
    void closed();

private:
    void offer(const std::vector<CopyRow> &copies, EventId other);
    void compare();
    void tell(PayloadComparison found);
    void say(const QString &words);

    Session *m_session;
    std::shared_ptr<const ShownEvent> m_event;
    QComboBox *m_others;
    PlainLabel *m_result;
    DiffModel *m_model;
    QTreeView *m_view;
    NewestWork m_work{QStringLiteral("compare")}; ///< for payloads beyond readAtOnceBytes
};

/// The event of the same type that came before @p id; 0 when none did.
EventId previousOfType(const Session &session, EventId id);

} // namespace creel
