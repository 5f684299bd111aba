package dev.longshore.server.git;

import dev.longshore.server.log.LogText;
import dev.longshore.server.store.PushKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code git push -o} gave: a closed grammar, as whatever is passed on unparsed can be taken for something else
 * further on.
 *
 * @param detach whether the client waits only until the push is accepted
 */
record PushOptions(Optional<Verb> verb, boolean detach) {
    private static final int MAX_COUNT = 8;
    private static final int MAX_BYTES = 64;
    private static final String KNOWN = "known are dry-run, rebuild, rollback=<release> and detach";
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\uFFFD]");

    static PushOptions parse(List<String> options) throws RefusedPush {
        if (options.size() > MAX_COUNT) {
            throw new RefusedPush("there are more than " + MAX_COUNT + " push options; " + KNOWN);
        }
        Optional<Verb> verb = Optional.empty();
        boolean detach = false;
        for (String option : options) {
            requirePlain(option);
            if (option.equals("detach")) {
                detach = true;
                continue;
            }
            Optional<Verb> next = option.contains("/") ? Optional.empty() : Verb.parse(option);
            if (next.isEmpty()) {
                throw new RefusedPush("there is no push option \"" + LogText.inOneLine(option) + "\"; " + KNOWN);
            }
            if (verb.isPresent() && !verb.equals(next)) {
                throw new RefusedPush("dry-run, rebuild and rollback can't be combined");
            }
            verb = next;
        }
        return new PushOptions(verb, detach);
    }

    /** Together with the verb that a ref names. */
    PushOptions with(Verb named) throws RefusedPush {
        if (verb.isPresent() && !verb.get().equals(named)) {
            throw new RefusedPush("dry-run, rebuild and rollback can't be combined");
        }
        return new PushOptions(Optional.of(named), detach);
    }

    /** What is asked for. */
    PushKind kind() {
        return verb.map(Verb::kind).orElse(PushKind.DEPLOY);
    }

    private static void requirePlain(String option) throws RefusedPush {
        if (CONTROL.matcher(option).find()) {
            throw new RefusedPush("a push option has a control character; " + KNOWN);
        }
        if (option.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new RefusedPush("a push option is longer than " + MAX_BYTES + " bytes; " + KNOWN);
        }
    }
}
