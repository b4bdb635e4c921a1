// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/reply_choice.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QRadioButton;
class QSpinBox;

namespace creel {

class PlainLabel;
class Session;

/// What senders are answered, as one choice of several; the figures of each beside it. All takes effect at
/// once.
class PresetsPage : public QWidget
{
    Q_OBJECT
public:
    explicit PresetsPage(Session *session, QWidget *parent = nullptr);

signals:
    void ownRulesRequested(); ///< to be edited

protected:
    void mousePressEvent(QMouseEvent *event) override;

private:
    struct Row {
        QByteArray id;
        QRadioButton *button;
        PlainLabel *about;
    };
    void addRow(QGridLayout *rows, const QByteArray &id, QWidget *figures);
    void orderForTheKeyboard(QWidget *last);
    void connectFigures();
    void store();
    void refresh();

    Session *m_session;
    QButtonGroup *m_group;
    std::vector<Row> m_rows;
    QDoubleSpinBox *m_slow, *m_share;
    QSpinBox *m_seed, *m_count, *m_retryAfter;
    QComboBox *m_per;
};

} // namespace creel
