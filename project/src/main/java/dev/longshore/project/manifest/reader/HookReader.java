package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.yaml.YamlFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code lifecycle} of a container. */
final class HookReader {
    private static final int MAX_SLEEP_SECONDS = 3600;

    private final ProbeReader requests;

    /** @param requests reads the requests that hooks have in common with probes */
    HookReader(ProbeReader requests) {
        this.requests = requests;
    }

    Container.Lifecycle read(YamlFields container) {
        return container
                .mapping("lifecycle", "\"lifecycle\"")
                .map(fields -> {
                    Container.Lifecycle lifecycle =
                            new Container.Lifecycle(hook(fields, "postStart"), hook(fields, "preStop"));
                    fields.finish();
                    return lifecycle;
                })
                .orElse(Container.Lifecycle.NONE);
    }

    private Optional<Container.Hook> hook(YamlFields lifecycle, String key) {
        Optional<YamlFields> fields = lifecycle.mapping(key, "a " + key);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        YamlFields hook = fields.get();
        List<Container.Hook> hooks = new ArrayList<>();
        hook.mapping("exec", "\"exec\"")
                .ifPresent(exec -> hooks.add(new Container.ExecHook(ProbeReader.command(exec))));
        hook.mapping("httpGet", "\"httpGet\"")
                .ifPresent(get -> hooks.add(new Container.HttpHook(requests.httpGet(get))));
        hook.mapping("sleep", "\"sleep\"").ifPresent(sleep -> hooks.add(new Container.SleepHook(duration(sleep))));
        hook.refuse("tcpSocket", "isn't supported; use exec, httpGet or sleep");
        hook.finish();
        if (hooks.size() != 1 && hook.node("tcpSocket").isEmpty()) {
            lifecycle.error(key, "a " + key + " needs one of \"exec\", \"httpGet\" and \"sleep\"");
        }
        return hooks.stream().findFirst();
    }

    private static Duration duration(YamlFields sleep) {
        sleep.require("seconds");
        Duration duration = Duration.ofSeconds(
                sleep.integer("seconds", 0, MAX_SLEEP_SECONDS).orElse(0));
        sleep.finish();
        return duration;
    }
}
