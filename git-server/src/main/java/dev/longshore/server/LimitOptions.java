package dev.longshore.server;

import dev.longshore.server.limits.ByteSize;
import dev.longshore.server.limits.GitLimits;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The limits that whoever runs a server may change; each is named in the message of a push that meets it. */
final class LimitOptions {
    @Option(
            names = "--max-push",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "how large one push may be (default: 1g)")
    private Optional<Long> push = Optional.empty();

    @Option(
            names = "--max-file",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "how large one file of a push may be (default: 100m)")
    private Optional<Long> file = Optional.empty();

    @Option(
            names = "--max-objects",
            paramLabel = "N",
            description = "how many commits, directories and files one push may bring (default: 1000000)")
    private Optional<Integer> objects = Optional.empty();

    @Option(
            names = "--max-commit",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "how large all files of a commit that deploys may be (default: 4g)")
    private Optional<Long> commit = Optional.empty();

    @Option(
            names = "--max-commit-files",
            paramLabel = "N",
            description = "how many files a commit that deploys may have (default: 200000)")
    private Optional<Long> commitFiles = Optional.empty();

    @Option(
            names = "--pushes-per-hour",
            paramLabel = "N",
            description = "how often one user may push to one environment (default: 75)")
    private Optional<Integer> pushesPerHour = Optional.empty();

    @Option(
            names = "--receive-minutes",
            paramLabel = "N",
            description = "how long a client may take to send a push (default: 15)")
    private Optional<Integer> receiveMinutes = Optional.empty();

    @Option(
            names = "--min-free",
            paramLabel = "SIZE",
            converter = Size.class,
            description =
                    "what must be free on the disk for a push to be accepted (default: 1g or 5 %% of the disk, the larger)")
    private Optional<Long> free = Optional.empty();

    /** @throws IllegalArgumentException with a message for a person */
    GitLimits apply(GitLimits defaults) {
        GitLimits.Times times = defaults.times();
        return defaults.withPack(pack -> pack.withBytes(push.orElse(pack.bytes()))
                        .withObjectBytes(file.orElse(pack.objectBytes()))
                        .withObjects(objects.orElse(pack.objects())))
                .withTree(tree ->
                        tree.withBytes(commit.orElse(tree.bytes())).withEntries(commitFiles.orElse(tree.entries())))
                .withTraffic(traffic -> traffic.withPushesPerHour(pushesPerHour.orElse(traffic.pushesPerHour())))
                .withTimes(new GitLimits.Times(
                        times.idle(), receiveMinutes.map(Duration::ofMinutes).orElse(times.receive()), times.fetch()))
                .withDisk(free.map(bytes -> new GitLimits.Disk(bytes, 0)).orElse(defaults.disk()));
    }

    /** Reads {@code 500m} and {@code 2g}. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return ByteSize.parse(value);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
