package dev.destseg.access;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody may do: a ladder, on which each role includes all below it. */
public enum Role {
    VIEWER(RoleName.VIEWER),
    OPERATOR(RoleName.OPERATOR),
    ENGINEER(RoleName.ENGINEER),
    ADMIN(RoleName.ADMIN);

    private final String label;

    Role(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The names of this role and of all that it includes. */
    public Set<String> included() {
        return Arrays.stream(values()).filter(this::includes).map(Role::label).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalArgumentException when there is no such role */
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no role '" + label + "'; give one of viewer, operator, engineer, admin"));
    }
}
