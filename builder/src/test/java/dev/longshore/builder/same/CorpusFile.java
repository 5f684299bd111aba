package dev.longshore.builder.same;

import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.CopySource;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.dockerfile.Instruction;
import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Scope;
import dev.longshore.project.dockerfile.Stage;
import dev.longshore.project.dockerfile.StageGraph;
import dev.longshore.project.dockerfile.StageGraph.Use;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.StageReference.Unclear;
import dev.longshore.project.dockerfile.Step;
import dev.longshore.project.source.SourcePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One of the Dockerfiles that the reader is tested with, such that any machine can build it: the images that it names are one
 * that there is, the files that it copies exist, and of its programs only the last ones of stages are left, which make no more
 * than what is copied out of the stages.
 */
record CorpusFile(String name) {
    private static final Pattern WILDCARD = Pattern.compile("\\[.[^\\]]*]|[*?]");

    BuildCase asCase() {
        String text = text();
        Dockerfile dockerfile = DockerfileReader.read("Dockerfile", text).dockerfile();
        BuildCase built = BuildCase.ofDockerfile("corpus: " + name, buildable(dockerfile, text));
        Set<String> files = new TreeSet<>(copied(dockerfile));
        for (String file : files) {
            boolean isDirectory = files.stream().anyMatch(other -> other.startsWith(file + "/"));
            built = isDirectory ? built : built.with(file, "content of " + file + "\n");
        }
        return built;
    }

    private String text() {
        try (InputStream in = CorpusFile.class.getResourceAsStream("/dockerfiles/" + name + ".Dockerfile")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no Dockerfile " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String buildable(Dockerfile dockerfile, String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        StageGraph graph = StageGraph.of(dockerfile, Scope.global(dockerfile, BuildArguments.NONE));
        for (Use use : graph.uses()) {
            if (use.reference() instanceof OfImage || use.reference() instanceof Unclear) {
                Stage stage = dockerfile.stages().get(use.stage());
                int line = use.position().line() - 1;
                if (use.base()) {
                    lines.set(
                            line,
                            lines.get(line).replace(stage.from().instruction().image(), "{base}"));
                } else if (use.reference() instanceof OfImage image) {
                    lines.set(line, lines.get(line).replace("--from=" + image.reference(), "--from={base}"));
                }
            }
        }
        String run = "RUN mkdir -p /made " + String.join(" ", takenFrom(dockerfile)) + " || true";
        for (Stage stage : dockerfile.stages()) {
            List<Step<?>> runs = stage.steps().stream()
                    .filter(step -> step.instruction() instanceof Run)
                    .toList();
            for (Step<?> step : runs) {
                int line = step.position().line() - 1;
                Collections.fill(lines.subList(line, step.lastLine()), "");
                lines.set(line, step.equals(runs.get(runs.size() - 1)) ? run : "");
            }
        }
        return String.join("\n", lines);
    }

    /** What is copied out of stages. */
    private static List<String> takenFrom(Dockerfile dockerfile) {
        return dockerfile.steps().stream()
                .map(Step::instruction)
                .filter(instruction ->
                        instruction instanceof Copy copy && copy.from().isPresent())
                .flatMap(instruction -> ((Copy) instruction).sources().stream())
                .filter(CopySource.Path.class::isInstance)
                .map(source -> ((CopySource.Path) source).path())
                .filter(path -> path.matches("[\\w./*?@-]+"))
                .map(path -> WILDCARD.matcher(path).replaceAll("x"))
                .toList();
    }

    private static List<String> copied(Dockerfile dockerfile) {
        return dockerfile.steps().stream()
                .flatMap(step -> sources(step.instruction()).stream())
                .filter(CopySource.Path.class::isInstance)
                .map(source -> ((CopySource.Path) source).path())
                .filter(path -> !path.contains("://") && !path.contains("$"))
                .map(path -> path.endsWith("/") ? path + "file" : path)
                .map(path -> WILDCARD.matcher(path).replaceAll("x").replaceFirst("^(\\.?/)+", ""))
                .map(path -> path.replaceFirst("/\\.$", "/file"))
                .filter(path -> SourcePath.parse(path)
                        .filter(parsed -> !parsed.isRoot())
                        .isPresent())
                .toList();
    }

    private static List<CopySource> sources(Instruction instruction) {
        if (instruction instanceof Copy copy) {
            return copy.from().isPresent() ? List.of() : copy.sources();
        }
        return instruction instanceof Add add ? add.sources() : List.of();
    }
}
