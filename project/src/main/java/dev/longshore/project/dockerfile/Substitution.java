package dev.longshore.project.dockerfile;

/** What may stand behind the name in {@code ${name…}}. */
final class Substitution {
    private Substitution() {}

    /** @param lexer behind the name; afterwards behind the closing bracket */
    static String read(WordLexer lexer, String name) {
        int operator = lexer.take();
        if (operator == ':') {
            operator = lexer.take();
            boolean isRead = operator == '-' || operator == '+' || operator == '?';
            // Where nothing is replaced, it doesn't matter what would have been.
            boolean isSkipped = lexer.isRaw() && operator != '#' && operator != '%';
            if (!isRead && !isSkipped) {
                throw unknown(name, ":" + shown(operator));
            }
            return conditional(lexer, name, (char) operator, true);
        }
        return switch (operator) {
            case '-', '+', '?' -> conditional(lexer, name, (char) operator, false);
            case '#', '%' -> cut(lexer, name, (char) operator);
            case '/' -> replaced(lexer, name);
            case WordLexer.END -> throw new ExpansionException("\"${" + name + "\" has no \"}\"");
            default -> throw unknown(name, shown(operator));
        };
    }

    private static String shown(int operator) {
        return operator == WordLexer.END ? "" : Character.toString(operator);
    }

    private static ExpansionException unknown(String name, String operator) {
        return new ExpansionException("\"${" + name + operator
                + "\" isn't understood; behind a name there may be :-, :+, :?," + " -, +, ?, #, ##, %, %%, / and //");
    }

    private static String conditional(WordLexer lexer, String name, char operator, boolean emptyIsUnset) {
        String word = lexer.word('}', false);
        if (lexer.isRaw()) {
            return "";
        }
        Variable variable = lexer.find(name);
        String value = lexer.value(name);
        boolean isSet = variable instanceof Variable.Is && !(emptyIsUnset && value.isEmpty());
        return switch (operator) {
            case '-' -> isSet ? value : word;
            case '+' -> isSet ? word : "";
            default -> required(name, variable, isSet, value, word);
        };
    }

    private static String required(String name, Variable variable, boolean isSet, String value, String word) {
        if (isSet || variable instanceof Variable.Unknown) {
            return value;
        }
        String reason = variable instanceof Variable.Is ? "must not be empty" : "must be set";
        throw new ExpansionException("the variable " + name + " " + reason + (word.isEmpty() ? "" : ": " + word));
    }

    private static String cut(WordLexer lexer, String name, char operator) {
        String word = lexer.word('}', true);
        if (lexer.isRaw()) {
            return "";
        }
        boolean longest = !word.isEmpty() && word.charAt(0) == operator;
        ShellPattern pattern = ShellPattern.of(longest ? word.substring(1) : word);
        String value = lexer.value(name);
        return operator == '#' ? pattern.cutStart(value, longest) : pattern.cutEnd(value, longest);
    }

    private static String replaced(WordLexer lexer, String name) {
        boolean all = lexer.peek() == '/';
        if (all) {
            lexer.take();
        }
        String word = lexer.word('/', true);
        String replacement = lexer.word('}', true);
        if (lexer.isRaw()) {
            return "";
        }
        return ShellPattern.of(word).replace(lexer.value(name), replacement, all);
    }
}
