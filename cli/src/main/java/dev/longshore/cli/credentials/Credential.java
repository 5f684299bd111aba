package dev.longshore.cli.credentials;

/** An access token and the name of the user that it stands for. */
public record Credential(String user, String token) {
    /** Leaves the token out, so that it can't reach a message. */
    @Override
    public String toString() {
        return "Credential[user=" + user + "]";
    }
}
