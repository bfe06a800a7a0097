package dev.destseg.rest;

import dev.destseg.access.Role;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;

/**
 * Gives accounts what the role that their provider states includes: whoever is an engineer there is an operator here too.
 * Other names that a provider has for roles are mapped by {@code quarkus.http.auth.roles-mapping}, which comes after this,
 * so that it names every role that is meant.
 */
@ApplicationScoped
class AccountRoles implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext unused) {
        QuarkusSecurityIdentity.Builder augmented = QuarkusSecurityIdentity.builder(identity);
        Arrays.stream(Role.values())
                .filter(role -> identity.hasRole(role.label()))
                .forEach(role -> augmented.addRoles(role.included()));
        return Uni.createFrom().item(augmented.build());
    }
}
