package dev.longshore.server.git;

import dev.longshore.project.name.ProjectName;
import dev.longshore.server.access.Authenticator;
import dev.longshore.server.access.User;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.push.PushService;
import dev.longshore.server.repository.PushPins;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;

/** Git's smart HTTP protocol: a filter that decides who may do what, and JGit's servlet behind it. */
public final class GitHttp {
    private static final long MAX_OBJECT_BYTES = 512L * 1024 * 1024;
    private static final long MAX_PACK_BYTES = 1024L * 1024 * 1024;
    private static final long MAX_COMMAND_BYTES = 256L * 1024;

    private final Environments environments;
    private final Repositories repositories;
    private final PushService pushes;
    private final PushLogs logs;

    public GitHttp(Environments environments, Repositories repositories, PushService pushes, PushLogs logs) {
        this.environments = environments;
        this.repositories = repositories;
        this.pushes = pushes;
        this.logs = logs;
    }

    /** Every request that the servlet gets must have passed this filter. */
    public Filter gate() {
        return new GitGate(environments, repositories);
    }

    public GitServlet servlet() {
        GitServlet servlet = new GitServlet();
        servlet.setAsIsFileService(AsIsFileService.DISABLED);
        servlet.setRepositoryResolver(this::open);
        servlet.setUploadPackFactory((request, repository) -> uploadPack(request, repository));
        servlet.setReceivePackFactory((request, repository) -> receivePack(request, repository));
        servlet.setReceivePackErrorHandler(new ReceiveErrors());
        return servlet;
    }

    private Repository open(HttpServletRequest request, String path)
            throws RepositoryNotFoundException, ServiceMayNotContinueException {
        Optional<StoredEnvironment> environment = GitGate.environmentOf(request);
        if (environment.isEmpty()) {
            return new InMemoryRepository(new DfsRepositoryDescription(path));
        }
        ProjectName project = environment.get().name().project();
        try {
            return repositories.open(project).orElseThrow(() -> new RepositoryNotFoundException(project.value()));
        } catch (RepositoryNotFoundException e) {
            throw e;
        } catch (IOException e) {
            throw new ServiceMayNotContinueException("the repository of " + project + " can't be opened", e);
        }
    }

    private static UploadPack uploadPack(HttpServletRequest request, Repository repository) {
        UploadPack upload = new UploadPack(repository);
        upload.setRefFilter(PushPins::withoutPins);
        String protocol = request.getHeader("Git-Protocol");
        if (protocol != null) {
            upload.setExtraParameters(List.of(protocol.split(":", -1)));
        }
        return upload;
    }

    private ReceivePack receivePack(HttpServletRequest request, Repository repository) {
        User user = Authenticator.userOf(request);
        ReceivePack receive = new ReceivePack(repository);
        receive.setRefFilter(PushPins::withoutPins);
        receive.setAllowPushOptions(false);
        receive.setCheckReceivedObjects(true);
        receive.setMaxObjectSizeLimit(MAX_OBJECT_BYTES);
        receive.setMaxPackSizeLimit(MAX_PACK_BYTES);
        receive.setMaxCommandBytes(MAX_COMMAND_BYTES);
        receive.setRefLogIdent(new PersonIdent(user.name(), user.name() + "@longshore"));
        GitGate.environmentOf(request).ifPresent(environment -> {
            PushHook hook = new PushHook(environment, user, pushes, logs);
            receive.setPreReceiveHook(hook);
            receive.setPostReceiveHook(hook);
        });
        return receive;
    }
}
