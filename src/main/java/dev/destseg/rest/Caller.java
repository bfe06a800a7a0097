package dev.destseg.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who makes a change. */
final class Caller {
    private static final String UNNAMED = "unnamed";

    private Caller() {}

    /** @param said the name that somebody gives who need not prove it; another has the name that was proven */
    static String name(SecurityContext security, @Nullable String said) {
        Principal proven = security.getUserPrincipal();
        if (proven != null && !proven.getName().isBlank()) {
            return proven.getName();
        }
        return said == null || said.isBlank() ? UNNAMED : said;
    }
}
