// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/events/filter_completion.h"

#include <QLineEdit>

#include <functional>

class QCompleter;
class QStandardItemModel;

namespace creel {

/// The line where a filter is typed: search mark at the left, the figures of the result at the right, offers
/// of how to go on under it. Knows nothing of what a filter means.
class FilterLine : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterLine(QWidget *parent = nullptr);

    /// Asked each time offers are made.
    void setVocabulary(std::function<FilterVocabulary()> vocabulary) { m_vocabulary = std::move(vocabulary); }
    /// "312 of 12,408 · 4 ms", in the line itself.
    void setFigures(const QString &figures);
    /// Underlines the part that does not parse; a length of 0 takes the mark away, at the end of the text -1
    /// marks there.
    void setFault(qsizetype at, qsizetype length);

signals:
    void historyRequested(); ///< Down where there is nothing to choose from
    void left();             ///< Return: the table is wanted

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void offer();
    void take(const QString &offered);
    void fitMargins();
    int figuresWidth() const;

    std::function<FilterVocabulary()> m_vocabulary;
    QCompleter *m_completer;
    QStandardItemModel *m_offers;
    QString m_figures;
    qsizetype m_faultAt = 0;
    qsizetype m_faultLength = 0;
};

} // namespace creel
