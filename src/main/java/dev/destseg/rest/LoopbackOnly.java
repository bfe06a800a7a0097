package dev.destseg.rest;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the appliance from listening where others could reach it, for it cannot yet ask who they are. */
@ApplicationScoped
class LoopbackOnly {
    /** Runs before the port is opened. */
    void check(@Observes StartupEvent start, @ConfigProperty(name = "quarkus.http.host") String host) {
        if (!isLoopback(host)) {
            throw new ConfigurationException(host
                    + " can be reached from other machines, and there is no authentication yet."
                    + " Listen on 127.0.0.1 and put a proxy that authenticates before it");
        }
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
