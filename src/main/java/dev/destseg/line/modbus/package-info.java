/**
 * Verdicts for machines that poll by Modbus TCP.
 *
 * <p>Digital Petri's library, by whom the OPC UA stack Milo is: 0.3 MB on the Netty that is here anyway, EPL-2.0. j2mod would
 * bring a library for serial ports with natives of its own. None of its classes is loaded before a port is configured.
 */
@NullMarked
package dev.destseg.line.modbus;

import org.jspecify.annotations.NullMarked;
