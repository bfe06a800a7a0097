/**
 * The line's broker, by MQTT 5.0 or 3.1.1.
 *
 * <p>HiveMQ's client: it speaks both versions, uses the Netty that is here anyway, lets acknowledgements wait, and there is a
 * Quarkiverse extension of it for native images. Vert.x' client knows 3.1.1 only, Quarkus' messaging is made for topics that are
 * known when it is built, Eclipse Paho's client for 5.0 had its last release in 2020. None of its classes is loaded before a
 * broker is configured. Its own queue and reconnection stay unused: what is not acknowledged waits in the journal, not in memory.
 */
@NullMarked
package dev.destseg.line.mqtt;

import org.jspecify.annotations.NullMarked;
