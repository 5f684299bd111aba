package dev.longshore.builder.inprocess;

import dev.longshore.builder.layer.ImagePath;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.builder.layer.Node;
import dev.longshore.builder.layer.Spool;
import dev.longshore.builder.layer.StageFiles;
import dev.longshore.builder.layer.StageFiles.Found;
import dev.longshore.builder.recipe.SourcePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Another stage or an image, whose files keep their owners. */
final class StageOrigin implements Origin {
    private final StageFiles files;
    private final Spool spool;

    /** @param spool keeps what is read of images */
    StageOrigin(StageFiles files, Spool spool) {
        this.files = files;
        this.spool = spool;
    }

    @Override
    public List<Match> find(SourcePattern pattern) throws NeedsEngineException {
        List<Match> found = new ArrayList<>();
        for (ImagePath path : paths(pattern)) {
            ImagePath target = files.resolve(path);
            Optional<Found> there = files.find(target);
            if (there.isEmpty()) {
                throw new NeedsEngineException("no file " + path);
            }
            found.add(new Match(target, path.name(), there.get() instanceof Found.Directory));
        }
        return found;
    }

    private List<ImagePath> paths(SourcePattern pattern) throws NeedsEngineException {
        if (!pattern.hasWildcards()) {
            return List.of(new ImagePath("/" + pattern.path().value()));
        }
        ImagePath directory = new ImagePath("/" + pattern.directory().value());
        // A pattern's stars stand for what is in directories, never for what is behind links.
        if (!files.resolve(directory).equals(directory) || !files.isDirectory(directory)) {
            return List.of();
        }
        return files.tree(directory, spool).keySet().stream()
                .filter(path -> pattern.matches(path.value().substring(1)))
                .toList();
    }

    @Override
    public SortedMap<ImagePath, Node> tree(Match found) throws NeedsEngineException {
        return files.tree(found.path(), spool);
    }
}
