// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/outline_search.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QLineEdit;

namespace creel {

class PlainLabel;
struct ShownEvent;

/// The search line of the payload tree: looks through the outline as one types, a stretch per turn of the
/// event loop, and walks from match to match. Hidden until it is asked for; Esc hides it again. What is typed
/// while the payload is being read is looked for when it comes.
class PayloadSearch : public QWidget
{
    Q_OBJECT
public:
    explicit PayloadSearch(QWidget *parent = nullptr);

    void setEvent(std::shared_ptr<const ShownEvent> event);
    void open();
    void next();
    void previous();

signals:
    /// The match to show.
    void found(qint32 node);
    void closed();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void close();
    void restart();
    void advance();
    void step(qsizetype by);
    void tell();

    std::shared_ptr<const ShownEvent> m_event;
    OutlineSearch m_search;
    QTimer m_timer;
    qsizetype m_at = -1; ///< the match shown
    QLineEdit *m_edit;
    PlainLabel *m_count;
};

} // namespace creel
