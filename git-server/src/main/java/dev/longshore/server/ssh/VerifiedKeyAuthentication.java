package dev.longshore.server.ssh;

import dev.longshore.server.access.SshPublicKey;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;

/**
 * Authentication by public key (RFC 4252, 7) that remembers whose signature it has verified. A client may offer any public
 * key, also of others, before it signs with its own; only the latter says who it is. The user name says nothing.
 */
final class VerifiedKeyAuthentication extends UserAuthPublicKey {
    private static final AttributeKey<String> FINGERPRINT = new AttributeKey<>();

    /** Makes one for each attempt. */
    static final class Factory extends UserAuthPublicKeyFactory {
        @Override
        public UserAuthPublicKey createUserAuth(ServerSession session) {
            return new VerifiedKeyAuthentication();
        }
    }

    /** The fingerprint of the key that a session has proved to have. */
    static Optional<String> fingerprintOf(ServerSession session) {
        return session.isAuthenticated() ? Optional.ofNullable(session.getAttribute(FINGERPRINT)) : Optional.empty();
    }

    @Override
    protected boolean verifySignature(
            ServerSession session,
            String username,
            String alg,
            PublicKey key,
            Buffer buffer,
            Signature verifier,
            byte[] sig)
            throws Exception {
        boolean verified = super.verifySignature(session, username, alg, key, buffer, verifier, sig);
        if (verified) {
            session.setAttribute(FINGERPRINT, SshPublicKey.fingerprint(key));
        } else {
            session.removeAttribute(FINGERPRINT);
        }
        return verified;
    }
}
