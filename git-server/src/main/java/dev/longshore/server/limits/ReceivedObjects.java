package dev.longshore.server.limits;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BlobObjectChecker;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Checks the objects of one push: each must be well-formed, as {@code receive.fsckObjects} of Git means it, and together
 * they mustn't expand to more than a push may. Flaws of old programs that harm nobody and can't be mended without a new
 * history are let pass: file modes with a leading zero, time zones that don't exist, dates without a space before them.
 */
public final class ReceivedObjects extends ObjectChecker {
    /** Smaller objects can't fill the memory before the number of objects is reached. */
    private static final int LARGE = 64 * 1024;

    /** Of one push: collections after which most is still held. Others are paid for by the bytes that they free. */
    private static final int FUTILE_COLLECTIONS = 8;

    private final GitLimits.Pack limits;
    private final Deque<Held> held = new ArrayDeque<>();
    private long expanded;
    private long heldBytes;
    private int futile;

    private record Held(WeakReference<byte[]> content, int bytes) {}

    public ReceivedObjects(GitLimits.Pack limits) {
        this.limits = limits;
        setAllowLeadingZeroFileMode(true);
        setIgnore(ErrorType.BAD_TIMEZONE, true);
        setIgnore(ErrorType.MISSING_SPACE_BEFORE_DATE, true);
    }

    @Override
    public void check(@Nullable AnyObjectId id, int type, byte[] content) throws CorruptObjectException {
        expand(content.length);
        if (content.length >= LARGE) {
            hold(content);
        }
        if (type != Constants.OBJ_BLOB) {
            super.check(id, type, content);
        }
        if (type == Constants.OBJ_TREE) {
            Optional<String> harmful = GitDirectoryName.in(content);
            if (harmful.isPresent()) {
                throw new CorruptObjectException(
                        ErrorType.HAS_DOTGIT,
                        id == null ? ObjectId.zeroId() : id,
                        "invalid name '" + harmful.get() + "'");
            }
        }
    }

    /** Whole blobs come in pieces and aren't held. */
    @Override
    public BlobObjectChecker newBlobObjectChecker() {
        return new BlobObjectChecker() {
            private boolean exceeded;

            @Override
            public void update(byte[] buffer, int offset, int length) {
                expanded += length;
                exceeded |= expanded > limits.expandedBytes();
            }

            @Override
            public void endBlob(AnyObjectId id) throws CorruptObjectException {
                if (exceeded) {
                    throw tooMuch();
                }
            }
        };
    }

    private void expand(int bytes) throws CorruptObjectException {
        expanded += bytes;
        if (expanded > limits.expandedBytes()) {
            throw tooMuch();
        }
    }

    /**
     * JGit holds each object of a chain of deltas until all that are made from it are there; how many that are is up to
     * who made the pack. What is still held is only known after a collection, so that is asked for when it could be much.
     */
    private void hold(byte[] content) throws CorruptObjectException {
        held.add(new Held(new WeakReference<>(content), content.length));
        heldBytes += content.length;
        if (heldBytes <= limits.deltaBytes()) {
            return;
        }
        forgetReleased();
        if (heldBytes > limits.deltaBytes() / 2) {
            System.gc();
            forgetReleased();
            futile += heldBytes > limits.deltaBytes() / 2 ? 1 : 0;
        }
        if (heldBytes > limits.deltaBytes() || futile > FUTILE_COLLECTIONS) {
            throw new RefusedObjectException(
                    "the deltas of the push need more than "
                            + ByteSize.text(limits.deltaBytes())
                            + " of memory at once, which is the limit; repack with \"git repack -adf --depth=50\" and push again");
        }
    }

    private void forgetReleased() {
        held.removeIf(object -> object.content().get() == null);
        heldBytes = held.stream().mapToLong(Held::bytes).sum();
    }

    private CorruptObjectException tooMuch() {
        return new RefusedObjectException("the objects of the push expand to more than "
                + ByteSize.text(limits.expandedBytes()) + ", which is the limit; push the history in parts");
    }

    /** An object that is one too many; the message is meant for who pushes. */
    public static final class RefusedObjectException extends CorruptObjectException {
        private static final long serialVersionUID = 1L;

        private RefusedObjectException(String message) {
            super(message);
        }
    }
}
