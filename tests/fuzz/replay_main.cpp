// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without a fuzzer: over the files and folders given, and with --mutations N over N simple
// mutations of each file, the same ones in every run.
#include <QByteArray>
#include <QByteArrayList>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cstdio>
#include <random>

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size);

namespace {
/// What turns one message into another more often than single bytes do.
constexpr std::array tokens{"\r\n",
                            "\n",
                            "\r",
                            ":",
                            " ",
                            ",",
                            "0",
                            "\r\n\r\n",
                            "chunked",
                            "HTTP/1.1",
                            ";a=\"",
                            "Host: a\r\n",
                            "Content-Length: 5\r\n",
                            "Transfer-Encoding: chunked\r\n",
                            "7fffffffffffffff",
                            "0\r\n\r\n"};

class Mutator
{
public:
    QByteArray mutated(QByteArray bytes, const QByteArrayList &others)
    {
        for (auto times = pick(4) + 1; times > 0; --times) {
            const auto at = pick(bytes.size() + 1);
            switch (pick(6)) {
            case 0:
                if (at < bytes.size())
                    bytes[at] = char(pick(256));
                break;
            case 1:
                bytes.remove(at, pick(8));
                break;
            case 2:
                bytes.insert(at, tokens[std::size_t(pick(qsizetype(tokens.size())))]);
                break;
            case 3:
                bytes.insert(at, bytes.mid(pick(bytes.size() + 1), pick(64)));
                break;
            case 4:
                bytes = bytes.left(at) + others.at(pick(others.size())).mid(pick(64));
                break;
            default:
                bytes.truncate(at);
            }
        }
        return bytes;
    }

private:
    qsizetype pick(qsizetype below) { return qsizetype(m_random() % quint64(below)); }
    std::mt19937_64 m_random{1};
};

void addFiles(const QString &path, QByteArrayList &inputs)
{
    QStringList names{path};
    if (QFileInfo(path).isDir()) {
        names.clear();
        for (QDirIterator it(path, QDir::Files); it.hasNext();)
            names.append(it.next());
        names.sort();
    }
    for (const auto &name : names) {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly))
            inputs.append(file.readAll());
    }
}

void run(const QByteArray &input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const quint8 *>(input.constData()), std::size_t(input.size()));
}
} // namespace

int main(int argc, char **argv)
{
    QByteArrayList inputs;
    int mutations = 0;
    for (int at = 1; at < argc; ++at) {
        if (QByteArray(argv[at]) == "--mutations" && at + 1 < argc)
            mutations = QByteArray(argv[++at]).toInt();
        else
            addFiles(QString::fromLocal8Bit(argv[at]), inputs);
    }
    if (inputs.isEmpty()) {
        std::fprintf(stderr, "no file to replay was found\n");
        return 1;
    }
    Mutator mutator;
    for (const auto &input : inputs) {
        run(input);
        for (int count = 0; count < mutations; ++count)
            run(mutator.mutated(input, inputs));
    }
    std::printf("replayed %lld files, with %d mutations of each\n", qlonglong(inputs.size()), mutations);
    return 0;
}
