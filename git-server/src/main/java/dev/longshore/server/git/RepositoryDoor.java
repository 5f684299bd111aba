package dev.longshore.server.git;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.access.Action;
import dev.longshore.server.access.Authoriser;
import dev.longshore.server.access.User;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** Decides who may enter which repository to do what, whatever the transport. */
public final class RepositoryDoor {
    private final Environments environments;
    private final Repositories repositories;

    public RepositoryDoor(Environments environments, Repositories repositories) {
        this.environments = environments;
        this.repositories = repositories;
    }

    /** What someone wants with a repository. */
    public enum Intent {
        FETCH,
        /** To see what a push would find; changes nothing. */
        ASK_BEFORE_PUSH,
        PUSH
    }

    /** How it went. */
    public sealed interface Answer permits Entered, Refused {}

    /** @param environment empty when it isn't there yet, which only {@link Intent#ASK_BEFORE_PUSH} may see */
    public record Entered(Optional<StoredEnvironment> environment) implements Answer {}

    /** @param message meant for a person */
    public record Refused(Reason reason, String message) implements Answer {}

    public enum Reason {
        UNKNOWN,
        FORBIDDEN
    }

    public Answer enter(EnvironmentName name, User user, Intent intent) throws IOException {
        if (!name.alias().equals(EnvironmentName.DEFAULT_ALIAS)) {
            return new Refused(
                    Reason.UNKNOWN,
                    "environments other than \"hasura\" aren't available yet; the address of \"hasura\" is /"
                            + name.project() + ".git");
        }
        if (!Authoriser.permits(user, intent == Intent.FETCH ? Action.READ : Action.PUSH)) {
            return new Refused(
                    Reason.FORBIDDEN,
                    user.name() + " is a " + user.role().text() + " and may not "
                            + (intent == Intent.FETCH ? "fetch" : "push"));
        }
        Optional<StoredEnvironment> environment = environments.find(name);
        boolean mayCreate = intent != Intent.FETCH && Authoriser.permits(user, Action.CREATE_PROJECT);
        if (environment.isEmpty() && mayCreate && intent == Intent.PUSH) {
            environment = Optional.of(create(name));
        }
        if (environment.isEmpty() && !mayCreate) {
            return new Refused(
                    Reason.UNKNOWN,
                    "there is no project \"" + name.project() + "\" here; the first push to it makes it");
        }
        return new Entered(environment);
    }

    /** The repository first: an environment in the database always has one. */
    private StoredEnvironment create(EnvironmentName name) throws IOException {
        try (Repository created = repositories.ensure(name.project())) {
            return environments.ensure(name);
        }
    }
}
