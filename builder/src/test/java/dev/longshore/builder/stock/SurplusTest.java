package dev.longshore.builder.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of an environment's images is surplus. */
class SurplusTest {
    private static final Instant SIX_HOURS_AGO = Instant.parse("2026-11-21T18:00:00Z");
    private static final Instant YESTERDAY = SIX_HOURS_AGO.minus(Duration.ofHours(18));
    private static final Instant NOW = SIX_HOURS_AGO.plus(Duration.ofHours(6));

    private static final String API = "longshore/shop/api:";
    private static final String PREFIX = API + "prefix-99";
    private static final Needed ONE =
            new Needed(Set.of("sha256:1"), Set.of(API + "a1"), Set.of(API + "a1"), SIX_HOURS_AGO);

    @Test
    void anImageGoesThatNeitherIdNorNameIsNeededOf() {
        BuiltImage run = image("sha256:1", API + "other");
        BuiltImage wanted = image("sha256:2", API + "a1");
        BuiltImage old = image("sha256:3", API + "a2");

        assertThat(surplus(ONE, run, wanted, old)).containsExactly(new Surplus(old, old.names(), true));
    }

    @Test
    void theTimeOfAnImageIsNoReasonToKeepItUnderItsName() {
        BuiltImage old = new BuiltImage("sha256:3", List.of(API + "a2"), NOW);

        assertThat(surplus(ONE, old)).containsExactly(new Surplus(old, old.names(), true));
    }

    @Test
    void anImageWithoutANameStaysWhileAReleaseRunsItOrItIsYoung() {
        BuiltImage run = image("sha256:1");
        BuiltImage young = new BuiltImage("sha256:2", List.of(), NOW);
        BuiltImage old = image("sha256:3");

        assertThat(surplus(ONE, run, young, old)).containsExactly(new Surplus(old, List.of(), true));
    }

    @Test
    void aPrefixStaysAsLongAsOneOfTheImagesThatItWasUsedFor() {
        BuiltImage prefix = image("sha256:9", PREFIX, PrefixUse.name(PREFIX, API + "a1"), PREFIX + "-for-a2");

        assertThat(surplus(ONE, prefix)).containsExactly(new Surplus(prefix, List.of(PREFIX + "-for-a2"), false));
        assertThat(surplus(new Needed(Set.of(), Set.of(), Set.of(), SIX_HOURS_AGO), prefix))
                .containsExactly(new Surplus(prefix, prefix.names(), true));
    }

    @Test
    void aPrefixGoesBeforeAnImageThatStaysWithoutIt() {
        BuiltImage prefix = image("sha256:9", PREFIX, PREFIX + "-for-a1");

        assertThat(surplus(new Needed(Set.of(), Set.of(API + "a1"), Set.of(), NOW), prefix))
                .containsExactly(new Surplus(prefix, prefix.names(), true));
    }

    @Test
    void aPrefixThatARebuildHasTakenTheNameFromCanNotBeUsedAgain() {
        BuiltImage before = image("sha256:9", PREFIX + "-for-a1");

        assertThat(surplus(ONE, before)).containsExactly(new Surplus(before, before.names(), true));
    }

    @Test
    void aYoungPrefixWaitsForItsFirstUseButNotForAnother() {
        BuiltImage young = new BuiltImage("sha256:9", List.of(PREFIX), NOW);
        BuiltImage used = new BuiltImage("sha256:9", List.of(PREFIX, PREFIX + "-for-a2"), NOW);

        assertThat(surplus(ONE, young)).isEmpty();
        assertThat(surplus(ONE, used)).containsExactly(new Surplus(used, used.names(), true));
        assertThat(surplus(ONE, image("sha256:9", PREFIX))).hasSize(1);
    }

    @Test
    void thePrefixOfAnotherMicroserviceIsNotKeptByAnEqualHash() {
        BuiltImage prefix = image("sha256:9", "longshore/shop/web:prefix-99", "longshore/shop/web:prefix-99-for-a1");

        assertThat(surplus(ONE, prefix)).containsExactly(new Surplus(prefix, prefix.names(), true));
    }

    private static BuiltImage image(String id, String... names) {
        return new BuiltImage(id, List.of(names), YESTERDAY);
    }

    private static List<Surplus> surplus(Needed needed, BuiltImage... images) {
        return Surplus.of(List.of(images), needed);
    }
}
