package dev.longshore.server.access;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which role may do what, in one place. What isn't listed is denied. */
public final class Authoriser {
    private static final Map<Role, Set<Action>> PERMITTED = Map.of(
            Role.ADMIN, EnumSet.allOf(Action.class),
            Role.DEPLOYER,
                    EnumSet.of(
                            Action.READ,
                            Action.PUSH,
                            Action.ENTER_CONTAINERS,
                            Action.CREATE_PROJECT,
                            Action.MANAGE_OWN_KEYS),
            Role.VIEWER, EnumSet.of(Action.READ, Action.MANAGE_OWN_KEYS));

    private Authoriser() {}

    public static boolean permits(User user, Action action) {
        return PERMITTED.getOrDefault(user.role(), Set.of()).contains(action);
    }
}
