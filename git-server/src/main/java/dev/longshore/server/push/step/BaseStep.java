package dev.longshore.server.push.step;

import dev.longshore.builder.BaseStore;
import dev.longshore.builder.BaseUse;
import dev.longshore.builder.Bases;
import dev.longshore.builder.PinnedBase;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushProgress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what the names of base images mean for a push: what they meant for the environment before, until a rebuild asks
 * anew; for a name's first use, what the engine means by it, or else its registry.
 */
final class BaseStep {
    private final BaseStore store;
    private final ActivePush push;

    /** Those that were looked for. */
    private final Set<String> settled = new LinkedHashSet<>();

    BaseStep(BaseStore store, ActivePush push) {
        this.store = store;
        this.push = push;
    }

    /** Asks the registries of all that the plan uses; one that says nothing changes nothing. */
    Bases refresh(List<PlannedBuild> plan, Bases bases) throws InterruptedException {
        Bases fresh = bases;
        for (String reference : names(plan)) {
            if (!PinnedBase.isFixed(reference)) {
                fresh = refresh(reference, fresh);
            }
        }
        return fresh;
    }

    private Bases refresh(String reference, Bases bases) throws InterruptedException {
        Optional<PinnedBase> pulled = pull(reference);
        Optional<PinnedBase> now = pulled.or(() -> store.find(reference));
        Optional<PinnedBase> before = bases.find(reference);
        if (now.isPresent() || before.isEmpty()) {
            settled.add(reference);
        }
        if (now.isEmpty()) {
            return bases;
        }
        String source = pulled.isPresent() ? "" : " (no registry has it)";
        if (before.filter(old -> old.id().equals(now.get().id())).isPresent()) {
            tell(reference, before.get().shown() + " as before" + source);
            return bases;
        }
        tell(
                reference,
                before.map(old -> old.shown() + " → " + now.get().shown())
                                .orElse(now.get().shown() + " from now on")
                        + source);
        return bases.with(now.get());
    }

    /** Sees to what the plan's builds begin with; whoever gets back other bases has to plan again. */
    Bases settle(List<PlannedBuild> plan, Bases bases) throws InterruptedException {
        Bases settledBases = bases;
        for (String reference :
                names(plan.stream().filter(PlannedBuild::isBuilt).toList())) {
            if (settled.add(reference)) {
                settledBases = settle(reference, settledBases);
            }
        }
        return settledBases;
    }

    private Bases settle(String reference, Bases bases) throws InterruptedException {
        Optional<PinnedBase> before = bases.find(reference);
        if (before.isPresent() && provide(before.get())) {
            return bases;
        }
        Optional<PinnedBase> now = store.find(reference);
        now = now.isPresent() ? now : pull(reference);
        if (now.isEmpty()) {
            // The build says so, with the step that names it.
            return bases;
        }
        if (before.isPresent()) {
            push.progress()
                    .step(
                            Verb.WARNING,
                            reference,
                            before.get().shown() + " can't be had any more; now "
                                    + now.get().shown());
        } else if (!PinnedBase.isFixed(reference)) {
            tell(reference, now.get().shown() + " from now on, until a rebuild");
        }
        return bases.with(now.get());
    }

    private boolean provide(PinnedBase base) throws InterruptedException {
        try (PushProgress.Activity fetching = fetching(base.reference())) {
            return store.provide(base, push.progress());
        }
    }

    private Optional<PinnedBase> pull(String reference) throws InterruptedException {
        try (PushProgress.Activity fetching = fetching(reference)) {
            return store.pull(reference, push.progress());
        }
    }

    private PushProgress.Activity fetching(String reference) {
        return push.progress().begin(elapsed -> ProgressText.step(Verb.BASE, reference, "still fetching", elapsed));
    }

    private void tell(String reference, String text) {
        push.progress().step(Verb.BASE, reference, text);
    }

    private static Set<String> names(List<PlannedBuild> plan) {
        Set<String> names = new LinkedHashSet<>();
        plan.forEach(planned -> planned.bases().stream().map(BaseUse::reference).forEach(names::add));
        return names;
    }
}
