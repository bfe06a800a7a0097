package dev.destseg.rest;

import dev.destseg.access.TokenLookup;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What follows from where the appliance listens: on loopback everything is open until the first token is made or an
 * identity provider is named; where others can reach it, it does not start unless it can ask who they are.
 */
@ApplicationScoped
class Exposure {
    private static final String ACCOUNTS = "quarkus.oidc.tenant-enabled";
    private static final String PROVIDER = "quarkus.oidc.auth-server-url";

    private final TokenLookup tokens;
    private final String host;
    private final boolean loopback;
    private final boolean accounts;
    private final Optional<String> provider;

    Exposure(
            TokenLookup tokens,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = ACCOUNTS) boolean accounts,
            @ConfigProperty(name = PROVIDER) Optional<String> provider) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.provider = provider;
        this.host = host;
        this.loopback = isLoopback(host);
    }

    /** Runs before the port is opened. */
    void check(@Observes StartupEvent start, @ConfigProperty(name = "quarkus.http.host-enabled") boolean enabled) {
        if (provider.isPresent() && !accounts) {
            throw new ConfigurationException(
                    PROVIDER + " names an identity provider, but nobody is asked to sign in there." + " Set " + ACCOUNTS
                            + ": true beside it, or take it away");
        }
        // Also on loopback: a file of tokens that cannot be read ends the start.
        if (!tokens.hasValid(Clock.systemUTC().instant()) && !accounts && !loopback) {
            throw new ConfigurationException(host
                    + " can be reached from other machines, and there is nothing by which to tell who they are."
                    + " Make a token with 'destseg token create --role admin', name an identity provider in "
                    + PROVIDER + ", or listen on 127.0.0.1");
        }
    }

    /** Whether requests of nobody known come from this machine and are allowed everything. */
    boolean isOpen() {
        return loopback && !accounts && !tokens.isConfigured();
    }

    /** Whether an identity provider knows people by accounts. */
    boolean hasAccounts() {
        return accounts;
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
