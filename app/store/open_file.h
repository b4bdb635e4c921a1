// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <sys/stat.h>

namespace creel {

/// A database that this process has open, whatever its name is by now: by one of the descriptors there are,
/// since to close another one would let go of SQLite's locks on the file (sqlite.org/howtocorrupt.html, 2.2).
/// Outside of Linux a process is not told its descriptors, and no file is found open or has a name.
class OpenFile
{
public:
    /// What changes when a file is written.
    struct Stamp {
        qint64 bytes = 0;
        qint64 writtenAtNs = 0;
        bool operator==(const Stamp &) const = default;
    };

    OpenFile() = default; ///< none
    /// To be made while the database lies at @p path.
    explicit OpenFile(const QString &path);

    bool isAt(const QString &path) const;
    /// By this process, in whatever way.
    bool isOpen() const { return descriptor(AnyWay) >= 0; }
    /// Its name by now; none when it was removed.
    std::optional<QString> name() const;
    std::optional<Stamp> stamp() const;

    /// While it lives no other program can open the database, as SQLite sees it: none that has it open may be
    /// there, readers included. This process's connections do not notice. One of them has to have read.
    class Alone
    {
    public:
        explicit Alone(const OpenFile &file);
        ~Alone();
        Alone(const Alone &) = delete;
        Alone &operator=(const Alone &) = delete;
        explicit operator bool() const { return m_descriptor >= 0; }

    private:
        int m_descriptor;
    };

private:
    enum Way { AnyWay, ForWriting };
    int descriptor(Way way) const;
    bool is(const struct stat &status) const;

    QString m_path; ///< when it was made
    dev_t m_device = 0;
    ino_t m_number = 0;
};

} // namespace creel
