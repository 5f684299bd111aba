package dev.longshore.builder.inprocess;

import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.LayerTar;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.layer.Owner;
import dev.longshore.builder.layer.StageFiles;
import dev.longshore.builder.recipe.StageChain;
import dev.longshore.engine.Composition.Layer;
import dev.longshore.engine.ImageConfig;
import dev.longshore.engine.ImageFiles;
import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.CopySource;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.ExpansionException;
import dev.longshore.project.dockerfile.Instruction;
import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.FileOptions;
import dev.longshore.project.dockerfile.Instruction.Workdir;
import dev.longshore.project.dockerfile.InstructionExpansion;
import dev.longshore.project.dockerfile.InstructionExpansion.Expanded;
import dev.longshore.project.dockerfile.Scope;
import dev.longshore.project.dockerfile.Stage;
import dev.longshore.project.dockerfile.Step;
import dev.longshore.project.dockerfile.Variable;
import dev.longshore.project.dockerfile.Variables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Goes through the steps of stages as an engine's builder would, and gives what they add to the image below. Not thread-safe. */
final class InProcessBuild {
    private final Dockerfile dockerfile;
    private final ContextFiles context;
    private final StageFiles files;
    private final LayerTar tar;
    private final List<Layer> layers = new ArrayList<>();

    /** What the steps made: layers to put on the base, and the image's configuration. */
    record Result(List<Layer> layers, ImageConfig config) {}

    private InProcessBuild(Dockerfile dockerfile, ContextFiles context, ImageFiles base) {
        this.dockerfile = dockerfile;
        this.context = context;
        this.files = new StageFiles(base, context.tree());
        this.tar = new LayerTar(context.tree());
    }

    /**
     * @param files those of the image that the chain is based on
     * @param config that image's
     * @throws NeedsEngineException when only an engine can do or tell something
     */
    static Result run(
            Dockerfile dockerfile, StageChain chain, ContextFiles context, ImageFiles files, ImageConfig config)
            throws NeedsEngineException, IOException {
        InProcessBuild build = new InProcessBuild(dockerfile, context, files);
        ImageConfig at = config;
        for (Stage stage : chain.stages()) {
            at = build.run(stage, stage.equals(chain.first()) ? chain.stepsInBase() : 0, at);
        }
        return new Result(List.copyOf(build.layers), at);
    }

    private ImageConfig run(Stage stage, int done, ImageConfig base) throws NeedsEngineException, IOException {
        StageConfig config = new StageConfig(base);
        Scope scope = Scope.global(dockerfile, BuildArguments.NONE).stage(environment(base));
        for (int index = 0; index < stage.steps().size(); index++) {
            Step<?> step = stage.steps().get(index);
            try {
                if (index < done) {
                    config.pass(step.instruction());
                } else {
                    run(step, scope, config);
                }
                scope.enter(step.instruction());
            } catch (ExpansionException e) {
                throw new NeedsEngineException(StageChain.place(step) + ": " + e.getMessage());
            }
        }
        return config.config();
    }

    private void run(Step<?> step, Scope scope, StageConfig config) throws NeedsEngineException, IOException {
        Expanded<Instruction> expanded = InstructionExpansion.of(
                step.instruction(), dockerfile.directives().escape(), scope);
        if (!expanded.unknown().isEmpty()) {
            throw new NeedsEngineException(StageChain.place(step) + " uses $" + String.join(", $", expanded.unknown()));
        }
        Instruction instruction = expanded.instruction();
        try {
            if (instruction instanceof Copy copy) {
                if (copy.parents()) {
                    throw new NeedsEngineException("a flag that not every engine knows");
                }
                copy(copy.options(), copy.sources(), copy.destination(), config, false);
            } else if (instruction instanceof Add add) {
                if (add.checksum().isPresent()
                        || add.keepGitDirectory().isPresent()
                        || add.unpack().isPresent()) {
                    throw new NeedsEngineException("a flag that not every engine knows");
                }
                copy(add.options(), add.sources(), add.destination(), config, true);
            } else {
                config.apply(instruction, step.text());
            }
            if (instruction instanceof Workdir) {
                files.makeDirectories(
                        files.resolve(ImagePath.of(config.config().workdir().orElse("/"))), Owner.ROOT);
            }
        } catch (NeedsEngineException e) {
            throw new NeedsEngineException(StageChain.place(step) + ": " + e.getMessage());
        }
        SortedMap<ImagePath, Node> layer = files.endLayer();
        if (!layer.isEmpty()) {
            layers.add(tar.layer(layer, step.text()));
        }
    }

    private void copy(
            FileOptions options, List<CopySource> sources, String destination, StageConfig config, boolean added)
            throws NeedsEngineException {
        CopyStep.check(options, sources);
        Optional<String> chown = options.chown();
        Owner owner = chown.isPresent() ? new FileOwners(files).of(chown.get()) : Owner.ROOT;
        new CopyStep(context, files, owner).copy(sources, config.path(destination), destination.endsWith("/"), added);
    }

    private static Variables environment(ImageConfig config) {
        return name -> config.env().stream()
                .filter(variable -> variable.startsWith(name + "="))
                .<Variable>map(variable -> new Variable.Is(variable.substring(name.length() + 1)))
                .findFirst()
                .orElseGet(Variable.NotSet::new);
    }
}
