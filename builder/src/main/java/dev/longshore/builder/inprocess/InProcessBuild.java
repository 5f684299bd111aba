package dev.longshore.builder.inprocess;

import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.layer.Owner;
import dev.longshore.builder.layer.StageFiles;
import dev.longshore.builder.recipe.StageChain;
import dev.longshore.engine.ImageConfig;
import dev.longshore.project.dockerfile.BuildArguments;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Goes through the steps of a chain of stages as an engine's builder would. Not thread-safe. */
final class InProcessBuild {
    private static final String UNCOMMON = "a flag that not every engine knows";
    private static final Pattern MODE = Pattern.compile("0*[0-7]{1,4}");

    private final Dockerfile dockerfile;
    private final Origins origins;
    private final StageFiles files;
    private final Layers layers;

    /** Finds where a step takes files from. */
    @FunctionalInterface
    interface Origins {
        Origin of(Step<?> step);
    }

    /** Takes what steps put on what is there. */
    @FunctionalInterface
    interface Layers {
        /** Where nobody asks for them. */
        Layers IGNORED = (nodes, step) -> {};

        /** @param nodes some, with every directory above each */
        void add(SortedMap<ImagePath, Node> nodes, Step<?> step) throws IOException;
    }

    /** @param files those of the chain's base; afterwards, those of its last stage */
    InProcessBuild(Dockerfile dockerfile, Origins origins, StageFiles files, Layers layers) {
        this.dockerfile = dockerfile;
        this.origins = origins;
        this.files = files;
        this.layers = layers;
    }

    /**
     * Returns what the last stage tells its containers.
     *
     * @param config that of the image which the chain is based on
     * @throws NeedsEngineException when only an engine can do or tell something
     */
    ImageConfig run(StageChain chain, ImageConfig config) throws NeedsEngineException, IOException {
        ImageConfig at = config;
        for (Stage stage : chain.stages()) {
            at = run(stage, stage.equals(chain.first()) ? chain.stepsInBase() : 0, at);
        }
        return at;
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
                    throw new NeedsEngineException(UNCOMMON);
                }
                CopyStep copying = copyStep(step, copy.options());
                String to = copy.destination();
                copying.copy(copy.sources(), config.path(to), to.endsWith("/"), false);
            } else if (instruction instanceof Add add) {
                if (add.checksum().isPresent()
                        || add.keepGitDirectory().isPresent()
                        || add.unpack().isPresent()) {
                    throw new NeedsEngineException(UNCOMMON);
                }
                CopyStep copying = copyStep(step, add.options());
                String to = add.destination();
                copying.copy(add.sources(), config.path(to), to.endsWith("/"), true);
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
            layers.add(layer, step);
        }
    }

    private CopyStep copyStep(Step<?> step, FileOptions options) throws NeedsEngineException {
        if (options.link() || !options.excludes().isEmpty()) {
            throw new NeedsEngineException(UNCOMMON);
        }
        Optional<Owner> owner = Optional.empty();
        if (options.chown().isPresent()) {
            owner = Optional.of(new FileOwners(files).of(options.chown().get()));
        }
        Optional<Integer> mode = Optional.empty();
        if (options.chmod().isPresent()) {
            String written = options.chmod().get();
            if (!MODE.matcher(written).matches()) {
                throw new NeedsEngineException("--chmod=" + written);
            }
            mode = Optional.of(Integer.parseInt(written, 8));
        }
        return new CopyStep(origins.of(step), files, owner, mode);
    }

    private static Variables environment(ImageConfig config) {
        return name -> config.env().stream()
                .filter(variable -> variable.startsWith(name + "="))
                .<Variable>map(variable -> new Variable.Is(variable.substring(name.length() + 1)))
                .findFirst()
                .orElseGet(Variable.NotSet::new);
    }
}
