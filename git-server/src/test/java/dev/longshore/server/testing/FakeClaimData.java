package dev.longshore.server.testing;

import dev.longshore.deployer.ClaimData;
import dev.longshore.deployer.ClaimException;
import dev.longshore.deployer.ClaimException.Reason;
import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.ClaimStatus;
import dev.longshore.deployer.ClaimUse;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.release.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The data of claims in memory, as text instead of tars. */
public final class FakeClaimData implements ClaimData {
    private final Map<ClaimName, String> claims = new ConcurrentSkipListMap<>();
    private final List<String> done = new CopyOnWriteArrayList<>();

    public void put(ClaimName claim, String text) {
        claims.put(claim, text);
    }

    public Optional<String> text(ClaimName claim) {
        return Optional.ofNullable(claims.get(claim));
    }

    /** What was done beside reading, in order. */
    public List<String> done() {
        return done;
    }

    @Override
    public List<ClaimStatus> list(EnvironmentName environment, Optional<Release> live) {
        var use = live.map(ClaimUse::of).orElse(Map.of());
        return claims.keySet().stream()
                .map(claim -> new ClaimStatus(
                        claim, use.getOrDefault(claim, List.of()), text(claim).map(text -> (long) text.length())))
                .toList();
    }

    @Override
    public void backUp(EnvironmentName environment, ClaimName claim, OutputStream tar) {
        try {
            tar.write(require(claim).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void backUpStopped(EnvironmentName environment, ClaimName claim, Optional<Release> live, OutputStream tar) {
        live.ifPresent(release -> done.add("stopped release " + release.number()));
        backUp(environment, claim, tar);
    }

    @Override
    public Replacement read(EnvironmentName environment, ClaimName claim, InputStream tar) {
        require(claim);
        try {
            String text = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
            return new Replacement() {
                @Override
                public void putInPlace(Optional<Release> live) {
                    claims.put(claim, text);
                    live.ifPresent(release -> done.add("restarted release " + release.number()));
                }

                @Override
                public void close() {
                    done.add("closed");
                }
            };
        } catch (IOException e) {
            throw new ClaimException(Reason.BAD_ARCHIVE, "the archive can't be restored: " + e.getMessage(), e);
        }
    }

    @Override
    public void remove(EnvironmentName environment, ClaimName claim, Optional<Release> live) {
        require(claim);
        if (live.map(ClaimUse::of).orElse(Map.of()).containsKey(claim)) {
            throw new ClaimException(Reason.IN_USE, "claim " + claim + " is used");
        }
        claims.remove(claim);
    }

    private String require(ClaimName claim) {
        return text(claim).orElseThrow(() -> new ClaimException(Reason.MISSING, "there is no claim " + claim));
    }
}
