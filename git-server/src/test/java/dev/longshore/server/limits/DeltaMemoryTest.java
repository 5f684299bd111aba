package dev.longshore.server.limits;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.server.limits.ReceivedObjects.RefusedObjectException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.Test;

/** What JGit holds of a push's deltas, and how often the server looks. */
class DeltaMemoryTest {
    private static final int OBJECT = 64 * 1024;
    private static final int AT_ONCE = 16;

    private final ReceivedObjects objects =
            new ReceivedObjects(GitLimits.Pack.DEFAULT.withDeltaBytes((long) AT_ONCE * OBJECT));

    @Test
    void aPackThatStaysJustBelowTheLimitCanNotAskForACollectionPerObject() {
        assertThatThrownBy(() -> receive(50, AT_ONCE - 1))
                .isInstanceOf(RefusedObjectException.class)
                .hasMessageContaining("the deltas of the push need more than 1 MiB of memory at once");
    }

    @Test
    void aLongHistoryOfWhichLittleIsHeldAtOnceIsTaken() {
        assertThatCode(() -> receive(20 * AT_ONCE, 2)).doesNotThrowAnyException();
    }

    /** As many objects, of which the newest are held. */
    private void receive(int count, int held) throws CorruptObjectException {
        Deque<byte[]> newest = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[OBJECT];
            newest.addLast(content);
            if (newest.size() > held) {
                newest.removeFirst();
            }
            objects.check(null, Constants.OBJ_BLOB, content);
        }
    }
}
