package dev.longshore.cli.setup;

import dev.longshore.cli.repository.GitRepository;
import dev.longshore.cli.repository.Head;
import dev.longshore.cli.server.EnvironmentUrl;
import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.target.RepositoryOption;
import dev.longshore.cli.target.ServerOption;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.Terminal;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.ProjectName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Connects a clone with a server. Run twice, it changes nothing the second time. */
@Command(
        name = "setup",
        description =
                "Connects this clone with a server: adds the remote to push to, and has git use the stored token.")
public final class SetupCommand implements Callable<Integer> {
    /** One of these becomes the branch that deploys. */
    private static final Set<String> DEPLOYABLE = Set.of("master", "main");

    private final Surroundings surroundings;

    @Mixin
    private final ServerOption server;

    @Option(names = "--name", paramLabel = "NAME", description = "The project's name; the directory's by default.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--force", description = "Replace a remote that leads elsewhere.")
    private boolean force;

    public SetupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        RepositoryOption option = server.repository();
        GitRepository repository = option.find()
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        option.directory() + " is not in a Git repository; make one with: git init -b master"));
        EnvironmentUrl wanted = new EnvironmentUrl(server.resolve(), environment(repository));
        connect(repository, wanted);
        surroundings.terminal().line("next: " + next(repository, wanted));
        return ExitCode.OK.value();
    }

    private EnvironmentName environment(GitRepository repository) {
        ProjectName project = name.map(SetupCommand::given)
                .or(() -> server.repository()
                        .environment()
                        .map(url -> url.environment().project()))
                .orElseGet(() -> fromDirectory(repository.directoryName()));
        String alias = server.repository().alias();
        return EnvironmentName.of(project.value(), alias)
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "the alias '" + alias + "' is too long"));
    }

    private static ProjectName given(String name) {
        return ProjectName.of(name)
                .orElseThrow(() ->
                        new Failure(ExitCode.USAGE, "--name is '" + name + "', but must be " + ProjectNames.rule()));
    }

    private ProjectName fromDirectory(String directory) {
        ProjectName project = ProjectNames.closestTo(directory)
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE,
                        "no project name can be made from the directory's, '" + directory + "'; give one with --name"));
        if (!project.value().equals(directory)) {
            surroundings
                    .terminal()
                    .line("project     " + project + ", as '" + directory + "' can't be a project's name (--name"
                            + " chooses another)");
        }
        return project;
    }

    private void connect(GitRepository repository, EnvironmentUrl wanted) {
        Terminal terminal = surroundings.terminal();
        String remote = wanted.environment().alias();
        Optional<String> present = repository.remoteUrl(remote);
        boolean sameRemote = present.equals(Optional.of(wanted.remote()));
        if (present.isPresent() && !sameRemote && !force) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the remote '" + remote + "' leads to " + present.get() + " already; replace it by "
                            + wanted.remote() + " with --force");
        }
        String url = wanted.server().value();
        String helper = helper();
        boolean sameHelper = repository.credentialHelpers(url).equals(List.of("", helper));
        if (!sameRemote) {
            repository.setRemote(remote, wanted.remote());
        }
        if (!sameHelper) {
            repository.setCredentialHelper(url, helper);
        }
        if (!sameRemote || !sameHelper) {
            repository.save();
        }
        String unchanged = " (as before)";
        terminal.line("remote      " + remote + " is " + wanted.remote() + (sameRemote ? unchanged : ""));
        terminal.line("credential  git uses the token of hasura login for " + url + (sameHelper ? unchanged : ""));
    }

    /** The value of git's credential.helper: a command line for a shell, to which git adds the operation. */
    private String helper() {
        return surroundings
                .launcher()
                .map(path -> "!'" + path.toString().replace("'", "'\\''") + "' git-credential")
                .orElse("!hasura git-credential");
    }

    private String next(GitRepository repository, EnvironmentUrl wanted) {
        ServerUrl url = wanted.server();
        if (surroundings.credentials().find(url).isEmpty()) {
            return "hasura login --server " + url;
        }
        String remote = wanted.environment().alias();
        Head head = repository.head();
        String branch = head.branch().filter(DEPLOYABLE::contains).orElse("HEAD:master");
        String push = "git push " + remote + " " + branch;
        return head.hasCommit() ? push : "commit something (git add . && git commit), then " + push;
    }
}
