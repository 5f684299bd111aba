package dev.longshore.project.dockerfile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Docker writes them: {@code 1m30s}, {@code 1.5h}, {@code 500ms}. */
final class GoDuration {
    private static final long NANOS_OF_SECOND = 1_000_000_000L;
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", NANOS_OF_SECOND,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final Pattern PART =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{0,18})?|\\.\\d{1,18})(ns|us|µs|μs|ms|s|m|h)");
    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    private GoDuration() {}

    /** Empty when it isn't one, or is longer than 292 years. */
    static Optional<Duration> parse(String text) {
        boolean negative = text.startsWith("-");
        String number = negative || text.startsWith("+") ? text.substring(1) : text;
        if (number.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher part = PART.matcher(number);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (at < number.length() && part.find(at) && part.start() == at) {
            BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
            at = part.end();
        }
        if (at == 0 || at < number.length() || nanos.compareTo(MAX_NANOS) > 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue()));
    }

    static String write(Duration duration) {
        return duration.toNanos() % NANOS_OF_SECOND == 0 ? duration.toSeconds() + "s" : duration.toNanos() + "ns";
    }
}
