package dev.destseg.rest;

import dev.destseg.access.TokenLookup;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What follows from where the appliance listens: on loopback everything is open until the first token is made; where
 * others can reach it, it does not start unless it can ask who they are.
 */
@ApplicationScoped
class Exposure {
    private final TokenLookup tokens;
    private final String host;
    private final boolean loopback;

    Exposure(TokenLookup tokens, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.tokens = tokens;
        this.host = host;
        this.loopback = isLoopback(host);
    }

    /** Runs before the port is opened. */
    void check(@Observes StartupEvent start, @ConfigProperty(name = "quarkus.http.host-enabled") boolean enabled) {
        // Also on loopback: a file of tokens that cannot be read ends the start.
        if (!tokens.hasValid(Clock.systemUTC().instant()) && !loopback) {
            throw new ConfigurationException(host
                    + " can be reached from other machines, and there is no token by which to tell who they are."
                    + " Make one with 'destseg token create --role admin', or listen on 127.0.0.1");
        }
    }

    /** Whether requests without a token come from this machine and are allowed everything. */
    boolean isOpen() {
        return loopback && !tokens.isConfigured();
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
