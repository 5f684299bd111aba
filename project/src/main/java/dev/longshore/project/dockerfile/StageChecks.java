package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds what is wrong between instructions. */
final class StageChecks {
    private static final Set<Keyword> LAST_ONE_COUNTS = Set.of(Keyword.CMD, Keyword.ENTRYPOINT, Keyword.HEALTHCHECK);

    private final Problems problems;
    private final Map<String, Position> names = new HashMap<>();

    private StageChecks(Problems problems) {
        this.problems = problems;
    }

    static void check(Dockerfile dockerfile, Problems problems) {
        StageChecks checks = new StageChecks(problems);
        dockerfile.stages().forEach(checks::check);
    }

    private void check(Stage stage) {
        stage.name().ifPresent(name -> name(stage, name));
        Map<Keyword, Position> seen = new EnumMap<>(Keyword.class);
        for (Step<?> step : stage.steps()) {
            source(stage, step);
            Keyword keyword = step.instruction().keyword();
            Position before = LAST_ONE_COUNTS.contains(keyword) ? seen.put(keyword, step.position()) : null;
            if (before != null) {
                problems.warning(
                        before,
                        "this " + keyword + " has no effect, as another one follows in line "
                                + step.position().line());
            }
        }
    }

    private void name(Stage stage, String name) {
        Position before = names.put(name, stage.from().position());
        if (before != null) {
            problems.warning(
                    stage.from().position(),
                    "line " + before.line() + " has a stage named " + name
                            + " too; from here on the name means this one");
        }
    }

    private void source(Stage stage, Step<?> step) {
        if (step.instruction() instanceof Copy copy) {
            copy.from().ifPresent(from -> source(stage, step, from));
        } else if (step.instruction() instanceof Run run) {
            run.mounts().forEach(mount -> mount.from().ifPresent(from -> source(stage, step, from)));
        }
    }

    private void source(Stage stage, Step<?> step, String from) {
        if (from.indexOf('$') >= 0) {
            problems.error(
                    step.position(),
                    "variables aren't replaced in --from; name the image in a stage, FROM " + from
                            + " AS tools, and write --from=tools");
        }
        StageGraph.number(from)
                .filter(number -> number >= stage.number())
                .ifPresent(number -> problems.error(
                        step.position(),
                        "there is no stage " + number + " before this one, which is stage " + stage.number()
                                + "; stages are counted from 0"));
    }
}
