// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"

#include "tests/unit/store/session_rig.h"

#include <atomic>
#include <dlfcn.h>

using namespace creel;
using namespace creel::tests;
using namespace Qt::StringLiterals;

namespace {
std::atomic<int> syncs = 0;

int countSync(const char *name, int descriptor)
{
    ++syncs;
    const auto real = reinterpret_cast<int (*)(int)>(::dlsym(RTLD_NEXT, name));
    return real(descriptor);
}
} // namespace

// Stand before those of the C library, for SQLite too.
extern "C" int fsync(int descriptor)
{
    return countSync("fsync", descriptor);
}
extern "C" int fdatasync(int descriptor)
{
    return countSync("fdatasync", descriptor);
}

/// When a commit is synced.
class TestSyncing : public SessionRig
{
    Q_OBJECT
private slots:
    void init() { begin(); }

    void aCommitIsSyncedWhenThePowerMayFail()
    {
        for (const auto durability : {Durability::Power, Durability::Process}) {
            const auto writer = openWriter(durability);
            auto first = makeCatches(10);
            const int beforeAll = syncs;
            QVERIFY(!writer->append(first));
            QVERIFY(syncs > beforeAll); // the header of a log that is begun
            const int before = syncs;
            for (int number = 0; number < 10; ++number) {
                auto taken = makeCatch(number);
                QVERIFY(!writer->append({&taken, 1}));
            }
            QCOMPARE(syncs - before, durability == Durability::Power ? 10 : 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestSyncing)
#include "tst_syncing.moc"
