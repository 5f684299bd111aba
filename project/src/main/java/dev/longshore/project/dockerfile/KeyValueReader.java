package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Arg;
import dev.longshore.project.dockerfile.Instruction.Declaration;
import dev.longshore.project.dockerfile.Instruction.Env;
import dev.longshore.project.dockerfile.Instruction.Label;
import dev.longshore.project.dockerfile.Instruction.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code ENV}, {@code LABEL} and {@code ARG}, whose words go on within quotes. */
final class KeyValueReader {
    private static final int NO_QUOTE = -1;

    private final InstructionText instruction;
    private final List<Word> words;

    KeyValueReader(InstructionText instruction, char escape) {
        this.instruction = instruction;
        this.words = words(instruction.arguments(), escape);
    }

    Env env() {
        return new Env(pairs("ENV"), isSpaced());
    }

    Label label() {
        return new Label(pairs("LABEL"), isSpaced());
    }

    Arg arg() {
        Flags.refuse(instruction);
        if (words.isEmpty()) {
            throw instruction.error("ARG needs a name: ARG VERSION=3");
        }
        List<Declaration> declarations = new ArrayList<>();
        for (Word word : words) {
            int equals = word.text().indexOf('=');
            String name = equals < 0 ? word.text() : word.text().substring(0, equals);
            if (name.isEmpty()) {
                throw instruction.error(word.offset(), "a name is missing before \"=\"");
            }
            declarations.add(new Declaration(
                    name,
                    equals < 0 ? Optional.empty() : Optional.of(word.text().substring(equals + 1))));
        }
        return new Arg(declarations);
    }

    private boolean isSpaced() {
        return words.get(0).text().indexOf('=') < 0;
    }

    private List<Pair> pairs(String keyword) {
        Flags.refuse(instruction);
        if (words.isEmpty()) {
            throw instruction.error(keyword + " needs a name and a value: " + keyword + " name=value");
        }
        return isSpaced()
                ? List.of(spaced(keyword))
                : words.stream().map(this::pair).toList();
    }

    private Pair spaced(String keyword) {
        String arguments = instruction.arguments();
        int end = 0;
        while (end < arguments.length() && !Blanks.isSeparator(arguments.charAt(end))) {
            end++;
        }
        int value = end;
        while (value < arguments.length() && Blanks.isSeparator(arguments.charAt(value))) {
            value++;
        }
        if (value == end) {
            throw instruction.error(
                    keyword + " " + arguments + " has no value: write " + keyword + " " + arguments + "=…");
        }
        return new Pair(arguments.substring(0, end), arguments.substring(value));
    }

    private Pair pair(Word word) {
        int equals = word.text().indexOf('=');
        if (equals < 0) {
            throw instruction.error(
                    word.offset(),
                    "\"" + word.text() + "\" has no \"=\"; put a value that has blanks in quotes: name=\"a value\"");
        }
        if (equals == 0) {
            throw instruction.error(word.offset(), "a name is missing before \"=\"");
        }
        return new Pair(word.text().substring(0, equals), word.text().substring(equals + 1));
    }

    /** Quotes and escapes stay in them. An escape character at the very end is left out. */
    private static List<Word> words(String text, char escape) {
        List<Word> words = new ArrayList<>();
        int at = Blanks.skip(text, 0);
        while (at < text.length()) {
            StringBuilder word = new StringBuilder();
            int start = at;
            at = Blanks.skip(text, readWord(text, at, escape, word));
            if (word.length() > 0) {
                words.add(new Word(word.toString(), start));
            }
        }
        return words;
    }

    private static int readWord(String text, int from, char escape, StringBuilder word) {
        int quote = NO_QUOTE;
        int at = from;
        for (; at < text.length() && (quote != NO_QUOTE || !Blanks.is(text.charAt(at))); at++) {
            char c = text.charAt(at);
            if (c == escape && quote != '\'') {
                if (at + 1 == text.length()) {
                    continue;
                }
                word.append(c);
                c = text.charAt(++at);
            } else if (c == quote) {
                quote = NO_QUOTE;
            } else if (quote == NO_QUOTE && (c == '\'' || c == '"')) {
                quote = c;
            }
            word.append(c);
        }
        return at;
    }
}
