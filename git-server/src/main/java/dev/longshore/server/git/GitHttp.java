package dev.longshore.server.git;

import dev.longshore.project.name.ProjectName;
import dev.longshore.server.access.Authenticator;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;

/** Git's smart HTTP protocol: a filter that decides who may do what, and JGit's servlet behind it. */
public final class GitHttp {
    private final RepositoryDoor door;
    private final Repositories repositories;
    private final GitServices services;

    public GitHttp(RepositoryDoor door, Repositories repositories, GitServices services) {
        this.door = door;
        this.repositories = repositories;
        this.services = services;
    }

    /** Every request that the servlet gets must have passed this filter. */
    public Filter gate() {
        return new GitGate(door);
    }

    public GitServlet servlet() {
        GitServlet servlet = new GitServlet();
        servlet.setAsIsFileService(AsIsFileService.DISABLED);
        servlet.setRepositoryResolver(this::open);
        servlet.setUploadPackFactory((request, repository) -> services.uploadPack(
                repository, Authenticator.userOf(request), Optional.ofNullable(request.getHeader("Git-Protocol"))));
        servlet.setReceivePackFactory((request, repository) ->
                services.receivePack(repository, GitGate.environmentOf(request), Authenticator.userOf(request)));
        servlet.setReceivePackErrorHandler(new ReceiveErrors());
        servlet.setUploadPackErrorHandler(new UploadErrors());
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
}
