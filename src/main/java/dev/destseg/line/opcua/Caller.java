package dev.destseg.line.opcua;

import dev.destseg.access.Role;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.milo.opcua.sdk.server.AccessContext;
import org.eclipse.milo.opcua.sdk.server.Session;

/**
 * Who uses a session.
 *
 * @param name of the token, for the journal
 * @param valid whether the token still is; a session may outlive it
 */
record Caller(String name, Role role, BooleanSupplier valid) {
    /** Empty where a session carries nobody, or somebody who has been locked out since. */
    static Optional<Caller> of(AccessContext context) {
        return context.getSession()
                .map(Session::getIdentity)
                .map(identity -> identity.getUserData())
                .filter(Caller.class::isInstance)
                .map(Caller.class::cast)
                .filter(caller -> caller.valid().getAsBoolean());
    }
}
