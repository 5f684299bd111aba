package dev.longshore.cli.target;

import dev.longshore.cli.repository.GitRepository;
import dev.longshore.cli.server.EnvironmentUrl;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.name.EnvironmentName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --project} and {@code --cluster}: the repository, and which of its environments is meant. */
public final class RepositoryOption {
    private final Surroundings surroundings;

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "A directory of the project's repository; the current one by default.")
    private Optional<Path> project = Optional.empty();

    @Option(
            names = {"-c", "--cluster"},
            paramLabel = "ALIAS",
            description = "The environment's alias, which is the name of its Git remote; ${DEFAULT-VALUE} by default.")
    private String alias = EnvironmentName.DEFAULT_ALIAS;

    RepositoryOption(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public String alias() {
        if (!DnsLabel.matches(alias)) {
            throw new Failure(ExitCode.USAGE, "the alias '" + alias + "' must be " + DnsLabel.RULE);
        }
        return alias;
    }

    public Path directory() {
        Path directory = surroundings.workingDirectory().resolve(project.orElse(Path.of("")));
        if (!Files.isDirectory(directory)) {
            throw new Failure(ExitCode.USAGE, "there is no directory " + directory);
        }
        return directory;
    }

    public Optional<GitRepository> find() {
        return GitRepository.containing(directory());
    }

    /** The environment that the remote of the alias's name leads to; else that alias beside the default remote's. */
    public Optional<EnvironmentUrl> environment() {
        return find().flatMap(repository -> remote(repository, alias())
                .or(() -> remote(repository, EnvironmentName.DEFAULT_ALIAS).flatMap(this::sibling)));
    }

    private static Optional<EnvironmentUrl> remote(GitRepository repository, String name) {
        return repository.remoteUrl(name).flatMap(EnvironmentUrl::of);
    }

    private Optional<EnvironmentUrl> sibling(EnvironmentUrl url) {
        return EnvironmentName.of(url.environment().project().value(), alias())
                .map(environment -> new EnvironmentUrl(url.server(), environment));
    }
}
