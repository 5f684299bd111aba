package dev.longshore.server.repository;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit away from the machine's Git: no user, system or JGit configuration is read or written, no {@code GIT_*}
 * variable is heeded, and so no {@code git} program is run to find them.
 */
public final class IsolatedSystemReader extends SystemReader.Delegate {
    private IsolatedSystemReader(SystemReader machine) {
        super(machine);
        setPlatformChecker();
    }

    /** Makes it the reader of all JGit code in this process. */
    public static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof IsolatedSystemReader)) {
            SystemReader.setInstance(new IsolatedSystemReader(SystemReader.getInstance()));
        }
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    @Override
    @SuppressWarnings("NullAway") // JGit's contract for a variable that isn't set.
    public String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new EmptyConfig(fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new EmptyConfig(fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new EmptyConfig(fs);
    }

    /** A configuration without a file. JGit stores measured timestamp resolutions in it, which last as long as it. */
    private static final class EmptyConfig extends FileBasedConfig {
        private EmptyConfig(FS fs) {
            super(new File("none"), fs);
        }

        @Override
        public void load() {
            clear();
        }

        @Override
        public void save() {
            // There is no file.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
