package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.From;
import dev.longshore.project.dockerfile.Instruction.OnBuild;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.StageReference.OfNothing;
import dev.longshore.project.dockerfile.StageReference.OfStage;
import dev.longshore.project.dockerfile.StageReference.Unclear;
import dev.longshore.project.problem.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What the stages of a Dockerfile take from each other and from images. */
public final class StageGraph {
    private static final String SCRATCH = "scratch";
    private static final int MAX_DIGITS = 6;

    private final Dockerfile dockerfile;
    private final Variables global;

    /** Those that are done, by name. */
    private final Map<String, Integer> named = new HashMap<>();

    /** Stage by stage, each with its base first. */
    private final List<List<Use>> uses = new ArrayList<>();

    /**
     * @param stage the number of the stage that uses it
     * @param base whether it is what the stage begins with
     */
    public record Use(int stage, Position position, StageReference reference, boolean base) {}

    private StageGraph(Dockerfile dockerfile, Variables global) {
        this.dockerfile = dockerfile;
        this.global = global;
    }

    /** @param global what a {@code FROM} can use: {@link Scope#global} */
    public static StageGraph of(Dockerfile dockerfile, Variables global) {
        StageGraph graph = new StageGraph(dockerfile, global);
        dockerfile.stages().forEach(graph::add);
        return graph;
    }

    /** In the order of the file. */
    public List<Use> uses() {
        return uses.stream().flatMap(List::stream).toList();
    }

    /** The stage of a name, or else of a number; of several with a name the last. */
    public Optional<Stage> target(String nameOrNumber) {
        Integer number = named.get(nameOrNumber.toLowerCase(Locale.ROOT));
        return Optional.ofNullable(number)
                .or(() -> number(nameOrNumber))
                .filter(index -> index < dockerfile.stages().size())
                .map(dockerfile.stages()::get);
    }

    /** The stages that have to be built for one, in the order of the file; it is the last of them. */
    public List<Stage> neededFor(Stage target) {
        TreeSet<Integer> needed = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(target.number()));
        while (!open.isEmpty()) {
            int stage = open.pop();
            if (needed.add(stage)) {
                sources(stage).forEach(open::push);
            }
        }
        return needed.stream().map(dockerfile.stages()::get).toList();
    }

    private List<Integer> sources(int stage) {
        return uses.get(stage).stream()
                .map(Use::reference)
                .filter(OfStage.class::isInstance)
                .map(reference -> ((OfStage) reference).number())
                .toList();
    }

    /** What a stage does: the triggers that its base stage has for it, then its own steps. */
    public List<Instruction> instructionsOf(Stage stage) {
        List<Instruction> instructions = new ArrayList<>();
        triggers(stage).forEach(step -> instructions.add(((OnBuild) step.instruction()).trigger()));
        stage.steps().forEach(step -> instructions.add(step.instruction()));
        return instructions;
    }

    private List<Step<?>> triggers(Stage stage) {
        return uses.get(stage.number()).get(0).reference() instanceof OfStage base
                ? dockerfile.stages().get(base.number()).steps().stream()
                        .filter(step -> step.instruction() instanceof OnBuild)
                        .toList()
                : List.of();
    }

    private void add(Stage stage) {
        From from = stage.from().instruction();
        uses.add(new ArrayList<>(List.of(new Use(stage.number(), stage.from().position(), base(from), true))));
        for (Step<?> trigger : triggers(stage)) {
            uses(stage, stage.from().position(), ((OnBuild) trigger.instruction()).trigger());
        }
        stage.steps().forEach(step -> uses(stage, step.position(), step.instruction()));
        stage.name().ifPresent(name -> named.put(name, stage.number()));
    }

    private StageReference base(From from) {
        try {
            return Expansion.of(from.image(), dockerfile.directives().escape(), global)
                    .certain()
                    .filter(image -> !image.isEmpty())
                    .map(this::stageOrImage)
                    .orElseGet(() -> new Unclear(from.image()));
        } catch (ExpansionException e) {
            return new Unclear(from.image());
        }
    }

    private void uses(Stage stage, Position position, Instruction instruction) {
        if (instruction instanceof OnBuild onBuild) {
            uses(stage, position, onBuild.trigger());
        } else if (instruction instanceof Copy copy) {
            copy.from().ifPresent(name -> addSource(stage, position, name));
        } else if (instruction instanceof Run run) {
            run.mounts().forEach(mount -> mount.from().ifPresent(name -> addSource(stage, position, name)));
        }
    }

    private void addSource(Stage stage, Position position, String name) {
        Optional<Integer> earlier = number(name).filter(number -> number < stage.number());
        StageReference reference = name.indexOf('$') >= 0
                ? new Unclear(name)
                : earlier.<StageReference>map(OfStage::new).orElseGet(() -> stageOrImage(name));
        uses.get(stage.number()).add(new Use(stage.number(), position, reference, false));
    }

    /** A stage has its name once it is done; until then an image may have it. */
    private StageReference stageOrImage(String name) {
        if (name.equals(SCRATCH)) {
            return new OfNothing();
        }
        Integer stage = named.get(name.toLowerCase(Locale.ROOT));
        return stage == null ? new OfImage(name) : new OfStage(stage);
    }

    static Optional<Integer> number(String text) {
        return text.matches("\\d{1," + MAX_DIGITS + "}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
