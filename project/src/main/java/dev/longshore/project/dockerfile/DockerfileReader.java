package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Arg;
import dev.longshore.project.dockerfile.Instruction.From;
import dev.longshore.project.dockerfile.Instruction.OnBuild;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads Dockerfiles as BuildKit's frontend does. What is wrong is told instruction by instruction, all at once. */
public final class DockerfileReader {
    /** More than anybody writes; what is computed from a Dockerfile grows with their product. */
    private static final int MAX_STEPS = 10_000;

    private static final int MAX_STAGES = 500;

    private final String file;
    private final Problems problems;
    private final DockerfileLines lines;
    private final List<Step<Arg>> arguments = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private Optional<Step<From>> open = Optional.empty();
    private List<Step<?>> steps = new ArrayList<>();
    private int count;

    private DockerfileReader(String file, String text, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.lines = new DockerfileLines(file, text, problems);
    }

    /** @param file its path in the repository, for the problems */
    public static DockerfileReading read(String file, String text) {
        Problems problems = new Problems();
        Dockerfile dockerfile = new DockerfileReader(file, text, problems).read();
        StageChecks.check(dockerfile, problems);
        return new DockerfileReading(dockerfile, problems.all());
    }

    /**
     * Reads a trigger that an image brings along for the stages that are based on it.
     *
     * @param place what is to be named in errors: that stage's {@code FROM}
     * @param problems gets what is wrong with it
     */
    public static Optional<Instruction> trigger(String text, Position place, Problems problems) {
        Problems own = new Problems();
        Optional<Step<?>> only = new DockerfileReader(place.file(), text, own).onlyStep();
        own.all()
                .forEach(problem -> problems.add(new Problem(
                        problem.severity(),
                        place,
                        "the base image's ONBUILD " + text + ": " + problem.message(),
                        problem.hint())));
        return only.map(Step::instruction);
    }

    private Optional<Step<?>> onlyStep() {
        Optional<Step<?>> first = lines.next().flatMap(this::step);
        lines.next().ifPresent(second -> problems.error(second.at(0), "a trigger is one instruction"));
        return problems.hasErrors() ? Optional.empty() : first;
    }

    private Dockerfile read() {
        Optional<JoinedLine> line = lines.next();
        while (line.isPresent()) {
            if (++count > MAX_STEPS || stages.size() >= MAX_STAGES) {
                problems.error(
                        line.get().at(0),
                        "more than " + MAX_STEPS + " instructions or " + MAX_STAGES + " stages aren't read");
                break;
            }
            step(line.get()).ifPresent(this::add);
            line = lines.next();
        }
        closeStage();
        if (stages.isEmpty() && !problems.hasErrors()) {
            problems.error(Position.ofFile(file), "there is no FROM; begin with an image: FROM python:3.12");
        }
        return new Dockerfile(lines.directives(), arguments, stages);
    }

    private Optional<Step<?>> step(JoinedLine line) {
        InstructionText text = InstructionText.of(line, 0, lines.escape());
        try {
            List<Heredoc> heredocs = heredocs(text);
            Instruction instruction = new InstructionReader(lines.escape(), problems).read(text, heredocs);
            checkWords(instruction);
            return Optional.of(new Step<>(instruction, text.position(), lines.lastLine(), text.text()));
        } catch (ExpansionException e) {
            problems.error(text.at(0), e.getMessage());
            return Optional.empty();
        } catch (DockerfileException e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }

    /** Finds the words that can't be understood, whatever their variables are. */
    private void checkWords(Instruction instruction) {
        if (instruction instanceof Arg arg) {
            arg.declarations()
                    .forEach(one ->
                            one.value().ifPresent(value -> Expansion.of(value, lines.escape(), Variables.UNKNOWN)));
        } else if (instruction instanceof OnBuild onBuild) {
            checkWords(onBuild.trigger());
        } else {
            InstructionExpansion.of(instruction, lines.escape(), Variables.UNKNOWN);
        }
    }

    /** Takes the contents of the heredocs from the lines that follow. */
    private List<Heredoc> heredocs(InstructionText text) {
        if (text.line().text().indexOf("<<") < 0 || !takesHeredocs(text)) {
            return List.of();
        }
        List<Heredoc> filled = new ArrayList<>();
        for (Heredoc announced : HeredocFinder.in(text.line())) {
            Optional<String> content = lines.heredoc(announced.name(), announced.tabsAreCut());
            if (content.isEmpty()) {
                throw new DockerfileException(
                        text.position(),
                        "<<" + announced.name() + " has no line \"" + announced.name() + "\" that ends it");
            }
            filled.add(announced.withContent(content.get()));
        }
        return filled;
    }

    private boolean takesHeredocs(InstructionText text) {
        Optional<Keyword> keyword = Keyword.of(text.keyword());
        if (keyword.equals(Optional.of(Keyword.ONBUILD))) {
            InstructionText trigger = InstructionReader.trigger(text, lines.escape());
            return Keyword.of(trigger.keyword()).filter(Keyword::takesHeredocs).isPresent() && !isJson(trigger);
        }
        return keyword.filter(Keyword::takesHeredocs).isPresent() && !isJson(text);
    }

    private static boolean isJson(InstructionText text) {
        return JsonWords.read(text, 0).isPresent();
    }

    private void add(Step<?> step) {
        if (step.instruction() instanceof From from) {
            closeStage();
            open = Optional.of(with(step, from));
        } else if (open.isPresent()) {
            steps.add(step);
        } else if (step.instruction() instanceof Arg arg) {
            arguments.add(with(step, arg));
        } else {
            problems.error(
                    step.position(),
                    "only ARG can stand before the first FROM; "
                            + step.instruction().keyword() + " can't");
        }
    }

    private static <I extends Instruction> Step<I> with(Step<?> step, I instruction) {
        return new Step<>(instruction, step.position(), step.lastLine(), step.text());
    }

    private void closeStage() {
        open.ifPresent(from -> stages.add(new Stage(stages.size(), from, steps)));
        steps = new ArrayList<>();
    }
}
