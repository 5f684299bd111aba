package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Arg;
import dev.longshore.project.dockerfile.Instruction.Declaration;
import dev.longshore.project.dockerfile.Instruction.Env;
import dev.longshore.project.dockerfile.Instruction.Pair;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables at a place in a Dockerfile: {@code ARG}s before the first stage make those that a {@code FROM} can use; a stage
 * has those that it declares, with the values from there, and its {@code ENV} and its base's, which win over an {@code ARG} of the
 * same name.
 * Not thread-safe.
 */
public final class Scope implements Variables {
    /** Of all values together: each may repeat those before it. */
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private final Map<String, Variable> arguments = new HashMap<>();
    private final Map<String, Variable> environment = new HashMap<>();
    private final Variables base;

    /** Missing where this is itself what comes before the first stage. */
    private final Optional<Variables> global;

    private final BuildArguments given;
    private final char escape;
    private int characters;

    private Scope(Variables base, Optional<Variables> global, BuildArguments given, char escape) {
        this.base = base;
        this.global = global;
        this.given = given;
        this.escape = escape;
    }

    /** What a {@code FROM} of the Dockerfile can use. */
    public static Scope global(Dockerfile dockerfile, BuildArguments given) {
        Variables platform = name -> {
            if (!BuildArguments.PLATFORM.contains(name)) {
                return new Variable.NotSet();
            }
            String override = given.given().getOrDefault(name, given.platform().get(name));
            return override == null ? new Variable.Unknown() : new Variable.Is(override);
        };
        Scope scope = new Scope(
                platform, Optional.empty(), given, dockerfile.directives().escape());
        dockerfile.arguments().forEach(step -> step.instruction().declarations().forEach(scope::declareGlobal));
        return scope;
    }

    /**
     * At the start of a stage.
     *
     * @param inherited the environment of its base image, or where its base stage ends
     */
    public Scope stage(Variables inherited) {
        return new Scope(inherited, Optional.of(this), given, escape);
    }

    /**
     * Goes behind an instruction.
     *
     * @throws ExpansionException if a value can't be told
     */
    public void enter(Instruction instruction) {
        if (instruction instanceof Arg arg) {
            arg.declarations().forEach(this::declare);
        } else if (instruction instanceof Env env) {
            Map<String, Variable> values = new HashMap<>();
            // All words of an ENV see what was before it.
            for (Pair pair : env.variables()) {
                values.put(Expansion.of(pair.name(), escape, this).text(), expanded(pair.value()));
            }
            environment.putAll(values);
        }
    }

    /** What goes wrong there matters only to those who use the name. */
    private void declareGlobal(Declaration declaration) {
        try {
            declare(declaration);
        } catch (ExpansionException e) {
            arguments.put(declaration.name(), new Variable.Unknown());
        }
    }

    private void declare(Declaration declaration) {
        String name = declaration.name();
        String override = given.given().get(name);
        if (override != null) {
            arguments.put(name, new Variable.Is(override));
        } else if (declaration.value().isPresent()) {
            arguments.put(name, expanded(declaration.value().get()));
        } else {
            global.map(before -> before.find(name))
                    .filter(value -> !(value instanceof Variable.NotSet))
                    .ifPresent(value -> arguments.put(name, value));
        }
    }

    private Variable expanded(String word) {
        Expansion expansion = Expansion.of(word, escape, this);
        characters += expansion.text().length();
        if (characters > MAX_CHARACTERS) {
            throw new ExpansionException("the variables hold more than " + MAX_CHARACTERS + " characters");
        }
        return expansion.certain().<Variable>map(Variable.Is::new).orElseGet(Variable.Unknown::new);
    }

    @Override
    public Variable find(String name) {
        Optional<Variable> argument = Optional.empty();
        Variables at = this;
        while (at instanceof Scope scope) {
            Variable own = scope.environment.get(name);
            if (own != null) {
                return own;
            }
            Variable declared = scope.arguments.get(name);
            argument = argument.or(() -> Optional.ofNullable(declared));
            at = scope.base;
        }
        Variable below = at.find(name);
        return global.isEmpty() || below instanceof Variable.NotSet ? argument.orElse(below) : below;
    }
}
