package dev.longshore.project.yaml;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.source.SourceText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the composer's nodes into ours: merge keys resolved, aliases expanded, within a limit for the whole file. */
final class YamlTreeBuilder {
    private static final int MAX_NODES = 100_000;
    private static final int MAX_NUMBER_LENGTH = 100;

    private final SourceText source;
    private int nodes;

    YamlTreeBuilder(SourceText source) {
        this.source = source;
    }

    YamlNode build(Node node) {
        Position position = position(node);
        if (++nodes > MAX_NODES) {
            throw problem(position, "aliases make this file larger than " + MAX_NODES + " values");
        }
        if (node.isRecursive()) {
            throw problem(position, "an alias refers to what it is part of");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, position);
        }
        if (node instanceof SequenceNode sequence) {
            require(sequence, Tag.SEQ);
            return new YamlSequence(
                    position, sequence.getValue().stream().map(this::build).toList());
        }
        return mapping((MappingNode) node);
    }

    private YamlMapping mapping(MappingNode node) {
        require(node, Tag.MAP);
        Map<String, YamlMapping.Entry> entries = new LinkedHashMap<>();
        Map<String, YamlMapping.Entry> merged = new HashMap<>();
        List<YamlMapping.Entry> mergedInOrder = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            Position position = position(tuple.getKeyNode());
            if (isMergeKey(tuple.getKeyNode())) {
                for (YamlMapping.Entry entry : mergeEntries(build(tuple.getValueNode()))) {
                    if (merged.putIfAbsent(entry.key(), entry) == null) {
                        mergedInOrder.add(entry);
                    }
                }
                continue;
            }
            String key = key(tuple.getKeyNode(), position);
            YamlMapping.Entry entry = new YamlMapping.Entry(key, position, build(tuple.getValueNode()));
            YamlMapping.Entry earlier = entries.putIfAbsent(key, entry);
            if (earlier != null) {
                int line = earlier.position().line();
                throw problem(position, "\"" + key + "\" is written twice; the first time in line " + line);
            }
        }
        mergedInOrder.forEach(entry -> entries.putIfAbsent(entry.key(), entry));
        return new YamlMapping(position(node), List.copyOf(entries.values()));
    }

    private static boolean isMergeKey(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<");
    }

    private static List<YamlMapping.Entry> mergeEntries(YamlNode value) {
        if (value instanceof YamlMapping mapping) {
            return mapping.entries();
        }
        if (value instanceof YamlSequence sequence) {
            List<YamlMapping.Entry> entries = new ArrayList<>();
            for (YamlNode item : sequence.items()) {
                if (!(item instanceof YamlMapping mapping)) {
                    throw problem(item.position(), "\"<<\" takes mappings; found " + item.description());
                }
                entries.addAll(mapping.entries());
            }
            return entries;
        }
        throw problem(value.position(), "\"<<\" takes a mapping; found " + value.description());
    }

    private static String key(Node node, Position position) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw problem(position, "a key must be text");
    }

    private static YamlScalar scalar(ScalarNode node, Position position) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.STR)) {
            return YamlScalar.string(position, text);
        }
        if (tag.equals(Tag.NULL)) {
            return new YamlScalar(position, YamlScalar.Type.NULL, "");
        }
        if (tag.equals(Tag.BOOL)) {
            return new YamlScalar(position, YamlScalar.Type.BOOLEAN, text.toLowerCase(Locale.ROOT));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(tag.equals(Tag.INT), text, position);
        }
        throw unsupported(tag, position);
    }

    private static YamlScalar number(boolean integer, String text, Position position) {
        try {
            if (text.length() <= MAX_NUMBER_LENGTH) {
                return integer
                        ? new YamlScalar(
                                position, YamlScalar.Type.INTEGER, integer(text).toString())
                        : new YamlScalar(position, YamlScalar.Type.FLOAT, decimal(text));
            }
        } catch (NumberFormatException e) {
            // Falls through to the problem: what was written is all that matters to its author.
        }
        throw problem(position, "\"" + text + "\" is not a number that can be used here");
    }

    /** What Kubernetes reads is YAML 1.1, in which {@code 0644} is octal. */
    private static BigInteger integer(String text) {
        if (text.startsWith("0x") || text.startsWith("0o")) {
            return new BigInteger(text.substring(2), text.charAt(1) == 'x' ? 16 : 8);
        }
        return text.matches("0[0-7]+") ? new BigInteger(text, 8) : new BigInteger(text);
    }

    /** Always with a point or an exponent, so that it stays a decimal number as JSON. */
    private static String decimal(String text) {
        String number = new BigDecimal(text).toString();
        return number.matches("-?[0-9]+") ? number + ".0" : number;
    }

    private void require(Node node, Tag tag) {
        if (!node.getTag().equals(tag)) {
            throw unsupported(node.getTag(), position(node));
        }
    }

    private static YamlProblemException unsupported(Tag tag, Position position) {
        return problem(position, "the tag " + tag.getValue() + " isn't supported");
    }

    private static YamlProblemException problem(Position position, String message) {
        return new YamlProblemException(Problem.error(position, message));
    }

    private Position position(Node node) {
        return node.getStartMark()
                .map(mark -> source.at(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Position.ofFile(source.file()));
    }
}
