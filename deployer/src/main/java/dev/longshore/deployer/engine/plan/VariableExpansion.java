package dev.longshore.deployer.engine.plan;

import java.util.Map;

/**
 * Kubernetes' {@code $(NAME)} in commands, arguments and values of variables: {@code $$} stands for a dollar sign, and a
 * reference to a variable that doesn't exist stays as it is written.
 */
final class VariableExpansion {
    private VariableExpansion() {}

    static String expand(String text, Map<String, String> variables) {
        StringBuilder expanded = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char character = text.charAt(position);
            if (character != '$' || position + 1 == text.length()) {
                expanded.append(character);
                position++;
            } else if (text.charAt(position + 1) == '$') {
                expanded.append('$');
                position += 2;
            } else {
                int end = text.charAt(position + 1) == '(' ? text.indexOf(')', position) : -1;
                if (end < 0) {
                    expanded.append('$');
                    position++;
                } else {
                    String reference = text.substring(position, end + 1);
                    String name = reference.substring(2, reference.length() - 1);
                    expanded.append(variables.getOrDefault(name, reference));
                    position = end + 1;
                }
            }
        }
        return expanded.toString();
    }
}
