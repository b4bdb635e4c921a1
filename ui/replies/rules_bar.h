// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/reply_rules.h"

#include <QWidget>

#include <optional>
#include <vector>

class QPushButton;

namespace creel {

class PlainLabel;

/// The rules of a file; nullopt and what, where and what to do in @p problem.
std::optional<std::vector<ReplyRule>> readRulesFile(const QString &path, QString *problem);
bool writeRulesFile(const QString &path, const std::vector<ReplyRule> &rules, QString *problem);

/// The line under the own rules: files at the left, how they stand, revert and apply at the right.
class RulesBar : public QWidget
{
    Q_OBJECT
public:
    /// How the rules stand.
    struct State {
        bool changed = false; ///< something waits to be applied
        bool sound = true;
        bool inForce = false; ///< the own rules answer, not a preset
        bool any = false;
        bool operator==(const State &) const = default;
    };

    explicit RulesBar(QWidget *parent = nullptr);
    void setState(const State &state);
    /// A problem in words, until the state changes.
    void say(const QString &problem);

signals:
    void applied();
    void reverted();
    void importChosen(const QString &path);
    void saveChosen(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void chooseImport();
    void chooseSave();

    State m_state;
    PlainLabel *m_words;
    QPushButton *m_save, *m_revert, *m_apply;
};

} // namespace creel
