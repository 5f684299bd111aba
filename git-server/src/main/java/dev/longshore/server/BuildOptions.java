package dev.longshore.server;

import com.sun.management.OperatingSystemMXBean;
import dev.longshore.engine.BuildLimits;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What whoever runs a server gives to builds. */
final class BuildOptions {
    private static final long LEAST_MEMORY = 16L << 20;
    private static final double LEAST_CPUS = 0.01;

    @Option(
            names = "--build-memory",
            paramLabel = "SIZE",
            converter = LimitOptions.Size.class,
            description = "the memory of a step of a build (default: half of the machine's)")
    private Optional<Long> memory = Optional.empty();

    @Option(
            names = "--build-cpus",
            paramLabel = "N",
            description = "the processors of a step of a build, as in 1.5 (default: those that nothing else needs)")
    private Optional<Double> cpus = Optional.empty();

    /** @throws IllegalArgumentException with a message for a person */
    BuildLimits limits() {
        long bytes = memory.orElseGet(() -> machineMemory() / 2);
        if (bytes < LEAST_MEMORY) {
            throw new IllegalArgumentException("--build-memory must be 16m or more");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        if (cpus.filter(number -> !(number >= LEAST_CPUS && number <= processors))
                .isPresent()) {
            throw new IllegalArgumentException(
                    "--build-cpus must be between 0.01 and " + processors + ", the processors of this machine");
        }
        return new BuildLimits(Optional.of(bytes), cpus);
    }

    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
