// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"
#include "ui/form/form_dialog.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace creel {

class TlsFields;

/// Where and how to listen. An address that others can reach has to be confirmed by its own check box.
class ListenDialog : public FormDialog
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
    // In the order of the keyboard.
    QComboBox *m_host;
    QCheckBox *m_understood;
    QSpinBox *m_port;
    TlsFields *m_tls;
    QSpinBox *m_body;
    QCheckBox *m_cors;
    QLabel *m_warning;
    QPushButton *m_listen = nullptr;
};

} // namespace creel
