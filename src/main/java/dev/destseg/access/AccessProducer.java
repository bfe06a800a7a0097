package dev.destseg.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The tokens of the running application. */
@ApplicationScoped
class AccessProducer {
    @Produces
    @Singleton
    TokenLookup tokens(@ConfigProperty(name = "destseg.data-directory") Path dataDirectory) {
        return new TokenLookup(dataDirectory);
    }

    @Produces
    @Singleton
    TokenStore store(@ConfigProperty(name = "destseg.data-directory") Path dataDirectory) {
        return new TokenStore(dataDirectory);
    }
}
