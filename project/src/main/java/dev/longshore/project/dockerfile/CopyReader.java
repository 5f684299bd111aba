package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.FileOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code COPY} and {@code ADD}. */
final class CopyReader {
    private static final Map<String, FlagType> OF_BOTH =
            Map.of("chown", FlagType.TEXT, "chmod", FlagType.TEXT, "link", FlagType.CHOICE, "exclude", FlagType.TEXTS);
    private static final Map<String, FlagType> OF_COPY =
            with(Map.of("from", FlagType.TEXT, "parents", FlagType.CHOICE));
    private static final Map<String, FlagType> OF_ADD =
            with(Map.of("checksum", FlagType.TEXT, "keep-git-dir", FlagType.CHOICE, "unpack", FlagType.CHOICE));

    private final InstructionText instruction;
    private final List<Heredoc> heredocs;

    /** @param heredocs those that it announces, with their contents */
    CopyReader(InstructionText instruction, List<Heredoc> heredocs) {
        this.instruction = instruction;
        this.heredocs = heredocs;
    }

    private static Map<String, FlagType> with(Map<String, FlagType> more) {
        Map<String, FlagType> all = new HashMap<>(OF_BOTH);
        all.putAll(more);
        return Map.copyOf(all);
    }

    Copy copy() {
        Flags flags = Flags.read(instruction, OF_COPY);
        List<Word> words = words("COPY");
        return new Copy(flags.text("from"), flags.isOn("parents"), options(flags), sources(words), destination(words));
    }

    Add add() {
        Flags flags = Flags.read(instruction, OF_ADD);
        List<Word> words = words("ADD");
        return new Add(
                flags.text("checksum"),
                flags.choice("keep-git-dir"),
                flags.choice("unpack"),
                options(flags),
                sources(words),
                destination(words));
    }

    private static FileOptions options(Flags flags) {
        return new FileOptions(flags.text("chown"), flags.text("chmod"), flags.isOn("link"), flags.texts("exclude"));
    }

    private List<Word> words(String keyword) {
        Optional<List<String>> json = JsonWords.read(instruction, 0);
        List<Word> words = json.map(
                        list -> list.stream().map(word -> new Word(word, 0)).toList())
                .orElseGet(() -> Blanks.words(instruction.arguments()));
        if (words.size() < 2) {
            throw instruction.error(keyword + " needs what to copy and where to: " + keyword + " . /app");
        }
        return words;
    }

    private List<CopySource> sources(List<Word> words) {
        List<CopySource> sources = new ArrayList<>();
        int taken = 0;
        for (Word word : words.subList(0, words.size() - 1)) {
            if (taken < heredocs.size() && announces(word, heredocs.get(taken))) {
                sources.add(new CopySource.Inline(heredocs.get(taken++)));
            } else {
                sources.add(new CopySource.Path(word.text()));
            }
        }
        if (taken < heredocs.size()) {
            throw instruction.error("<<" + heredocs.get(taken).name()
                    + " has to be a word of its own before the last one: COPY <<EOF /path");
        }
        return sources;
    }

    private static boolean announces(Word word, Heredoc heredoc) {
        try {
            return HeredocFinder.announced(word.text())
                    .filter(announced -> announced.equals(heredoc.withContent("")))
                    .isPresent();
        } catch (ExpansionException e) {
            return false;
        }
    }

    private static String destination(List<Word> words) {
        return words.get(words.size() - 1).text();
    }
}
