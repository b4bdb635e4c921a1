// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace creel {

class TlsFields;

/// Where and how to listen. An address that others can reach has to be confirmed by its own check box.
class ListenDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ListenDialog(const ListenOptions &options, QWidget *parent = nullptr);
    ListenOptions options() const;

private:
    void fill();
    void layOut();
    void refresh();

    ListenOptions m_options;
    QComboBox *m_host;
    QSpinBox *m_port;
    QCheckBox *m_understood;
    QCheckBox *m_cors;
    QSpinBox *m_body;
    TlsFields *m_tls;
    QLabel *m_warning;
    QPushButton *m_listen = nullptr;
};

} // namespace creel
