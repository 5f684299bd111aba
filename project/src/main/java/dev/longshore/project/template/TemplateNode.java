package dev.longshore.project.template;

import java.util.List;

/** A parsed part of a template; lines count from 1. */
sealed interface TemplateNode {
    int line();

    record Text(String text, int line) implements TemplateNode {}

    record Output(Expression value, int line) implements TemplateNode {}

    /** The first branch whose condition holds is rendered; {@code else} has a condition that always holds. */
    record If(List<Branch> branches, int line) implements TemplateNode {
        public If {
            branches = List.copyOf(branches);
        }
    }

    record Branch(Expression condition, List<TemplateNode> body) {
        public Branch {
            body = List.copyOf(body);
        }
    }
}
