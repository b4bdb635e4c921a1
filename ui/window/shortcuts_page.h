// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <utility>
#include <vector>

namespace creel {

/// Words and keys of shortcuts, painted in columns of whole blocks: as few columns as go into the room.
class ShortcutsPage : public QWidget
{
    Q_OBJECT
public:
    struct Block {
        QString heading;
        std::vector<std::pair<QString, QString>> lines; ///< words and keys
    };
    ShortcutsPage(std::vector<Block> blocks, QWidget *parent);

    /// Takes the size that suits @p room best: not wider if that can be, and not higher either.
    void fit(QSize room);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Columns {
        std::vector<QRect> places; ///< of the blocks
        QSize size;
    };
    Columns laidOut(int count) const;

    std::vector<Block> m_blocks;
    Columns m_columns;
};

} // namespace creel
