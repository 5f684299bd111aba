package dev.longshore.project.manifest.reader;

import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API's quantities: {@code 128Mi}, {@code 0.5}, {@code 250m}, {@code 1e3}. */
final class Quantity {
    private static final Pattern SYNTAX =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,9})?(?:[eE][+-]?[0-9]{1,2})?)([numkMGTPE]|[KMGTPE]i)?");
    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("", BigDecimal.ONE),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    private Quantity() {}

    static Optional<BigDecimal> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String suffix = Optional.ofNullable(matcher.group(2)).orElse("");
        BigDecimal unit = Optional.ofNullable(SUFFIXES.get(suffix)).orElseThrow();
        return Optional.of(new BigDecimal(matcher.group(1)).multiply(unit));
    }

    /** The positive quantity in a field; a problem when it isn't one. */
    static Optional<BigDecimal> read(YamlFields fields, String key) {
        Optional<YamlNode> value = fields.node(key);
        Optional<BigDecimal> quantity = value.flatMap(
                node -> node instanceof YamlScalar scalar ? parse(scalar.text()) : Optional.<BigDecimal>empty());
        if (value.isPresent() && (quantity.isEmpty() || quantity.get().signum() == 0)) {
            fields.error(
                    key, "\"" + key + "\" of " + fields.owner() + " must be a quantity such as 128Mi, 0.5 or 250m");
            return Optional.empty();
        }
        return quantity;
    }

    static Optional<Long> bytes(YamlFields fields, String key) {
        return read(fields, key)
                .map(quantity -> quantity.min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .setScale(0, RoundingMode.UP)
                        .longValueExact());
    }
}
