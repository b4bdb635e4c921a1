// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/listen_dialog.h"

#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

template <class Widget>
Widget *named(Widget *widget, const QString &name, const QString &words)
{
    widget->setObjectName(u"listen."_s + name);
    widget->setAccessibleName(words);
    return widget;
}

} // namespace

ListenDialog::ListenDialog(const ListenOptions &options, QWidget *parent)
    : QDialog(parent)
    , m_options(options)
    , m_host(named(new QComboBox(this), u"host"_s, tr("Address")))
    , m_port(named(new QSpinBox(this), u"port"_s, tr("Port")))
    , m_understood(named(new QCheckBox(tr("I want others to be able to send here"), this), u"understood"_s,
                         tr("I want others to be able to send here")))
    , m_cors(named(new QCheckBox(tr("Let web pages send here (CORS)"), this), u"cors"_s,
                   tr("Let web pages send here (CORS)")))
    , m_warning(new QLabel(this))
{
    setObjectName(u"listen"_s);
    setWindowTitle(tr("Listen on"));
    m_host->setEditable(true);
    m_host->addItems({u"127.0.0.1"_s, u"::1"_s, u"0.0.0.0"_s, u"::"_s});
    m_host->setCurrentText(options.host);
    named(m_host->lineEdit(), u"host.text"_s, tr("Address"));
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("any free port"));
    m_port->setValue(options.port);
    named(m_port->findChild<QWidget *>(u"qt_spinbox_lineedit"_s), u"port.text"_s, tr("Port"));
    m_cors->setChecked(options.cors);
    m_warning->setTextFormat(Qt::PlainText);
    m_warning->setText(
        tr("This address can be reached from other machines. Whoever reaches it can send events, "
           "which are kept on this disk."));
    m_warning->setWordWrap(true);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(grid(20), grid(20), grid(20), grid(16));
    form->setSpacing(grid(12));
    form->addRow(tr("Address"), m_host);
    form->addRow(tr("Port"), m_port);
    form->addRow(m_warning);
    form->addRow(m_understood);
    form->addRow(m_cors);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_listen =
        named(buttons->addButton(tr("Listen"), QDialogButtonBox::AcceptRole), u"accept"_s, tr("Listen"));
    m_listen->setProperty("role", u"primary"_s);
    m_listen->setDefault(true);
    named(buttons->button(QDialogButtonBox::Cancel), u"cancel"_s, tr("Cancel"));
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_host, &QComboBox::currentTextChanged, this, &ListenDialog::refresh);
    connect(m_understood, &QCheckBox::toggled, this, &ListenDialog::refresh);
    setMinimumWidth(grid(420));
    refresh();
}

void ListenDialog::refresh()
{
    const QString host = m_host->currentText().trimmed();
    const QHostAddress address(host);
    const bool loopback = host == u"localhost"_s || address.isLoopback();
    const bool usable = loopback || !address.isNull();
    m_warning->setVisible(usable && !loopback);
    m_understood->setVisible(usable && !loopback);
    m_listen->setEnabled(usable && (loopback || m_understood->isChecked()));
    m_listen->setToolTip(usable ? QString() : tr("An IP address of this machine, or localhost"));
}

ListenOptions ListenDialog::options() const
{
    auto options = m_options;
    options.host = m_host->currentText().trimmed();
    options.port = quint16(m_port->value());
    options.cors = m_cors->isChecked();
    return options;
}

} // namespace creel
