package dev.longshore.builder;

import dev.longshore.builder.BuildOutcome.Available;
import dev.longshore.builder.BuildOutcome.Failed;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.manifest.Container.PullPolicy;
import dev.longshore.project.progress.ByteCount;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.registry.RegistryLogin;
import dev.longshore.project.release.Image;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds ready-made images on an engine or has it fetch them, as their pull policies and logins say. */
final class ReadyMadeImages {
    private final Engine engine;
    private final ForeignImages foreign;
    private final Clock clock;

    ReadyMadeImages(Engine engine, ForeignImages foreign, Clock clock) {
        this.engine = engine;
        this.foreign = foreign;
        this.clock = clock;
    }

    BuildOutcome provide(String subject, WantedImage wanted, Progress progress) throws InterruptedException {
        String reference = wanted.reference();
        try {
            if (foreign.isForeign(reference)) {
                return foreignImage(subject, reference);
            }
            boolean own = foreign.isOwn(reference);
            if (wanted.policy() == PullPolicy.ALWAYS && !own) {
                return fetch(subject, wanted, progress);
            }
            Optional<LocalImage> local = engine.images().find(reference);
            if (local.isPresent()) {
                return allowed(subject, reference, local.get());
            }
            if (own) {
                return new Failed(subject + ": its image " + reference
                        + " is no longer on the engine; push a change of " + subject + " to build it again");
            }
            return wanted.policy() == PullPolicy.NEVER
                    ? new Failed(subject + ": image " + reference
                            + " isn't on the engine, and its imagePullPolicy is Never; bring it with: docker pull "
                            + reference + ", or write IfNotPresent")
                    : fetch(subject, wanted, progress);
        } catch (EngineException e) {
            return EngineTrouble.outcome(subject, e);
        }
    }

    private BuildOutcome allowed(String subject, String reference, LocalImage image) {
        return foreign.isForeign(image)
                ? foreignImage(subject, reference)
                : new Available(new Image(reference, image.id()));
    }

    private static BuildOutcome foreignImage(String subject, String reference) {
        return new Failed(
                subject + ": image " + reference + " belongs to another environment, whose images are its own");
    }

    private BuildOutcome fetch(String subject, WantedImage wanted, Progress progress) throws InterruptedException {
        Instant start = clock.instant();
        String reference = wanted.reference();
        progress.step(Verb.BUILD, subject, "fetching " + reference);
        try {
            LocalImage image = pull(subject, wanted, progress);
            BuildOutcome outcome = allowed(subject, reference, image);
            if (outcome instanceof Available available) {
                progress.step(
                        Verb.BUILD,
                        subject,
                        fetched(wanted, available.image(), image),
                        Duration.between(start, clock.instant()));
            }
            return outcome;
        } catch (EngineUnavailableException e) {
            return EngineTrouble.outcome(subject, e);
        } catch (EngineException e) {
            EngineTrouble.throwInterrupt(e);
            return new Failed(subject + ": " + RegistryRefusal.describe(wanted, e));
        }
    }

    /** Tries one login after the other while the registry refuses them. */
    private LocalImage pull(String subject, WantedImage wanted, Progress progress) {
        for (RegistryLogin login : wanted.logins()) {
            try {
                return pull(subject, wanted, Optional.of(login), progress);
            } catch (EngineException e) {
                boolean last = login.equals(wanted.logins().get(wanted.logins().size() - 1));
                if (last || !RegistryRefusal.isOfLogin(e)) {
                    throw e;
                }
            }
        }
        return pull(subject, wanted, Optional.empty(), progress);
    }

    private LocalImage pull(String subject, WantedImage wanted, Optional<RegistryLogin> login, Progress progress) {
        return engine.images().pull(wanted.reference(), login, line -> progress.output(subject, line));
    }

    private static String fetched(WantedImage wanted, Image image, LocalImage local) {
        String text = "pulled sha256:" + image.shortId() + "  " + ByteCount.text(local.sizeBytes());
        return wanted.live()
                .map(live -> live.id().equals(image.id())
                        ? text + ", unchanged"
                        : text + ", changed (live: sha256:" + live.shortId() + ")")
                .orElse(text);
    }
}
