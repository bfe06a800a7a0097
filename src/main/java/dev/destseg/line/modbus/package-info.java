/**
 * Machines that speak Modbus TCP: those that ask this box and write their triggers into it, and those that are asked.
 *
 * <p>Digital Petri's library, by whom the OPC UA stack Milo is: 0.3 MB on the Netty that is here anyway, EPL-2.0. j2mod would
 * bring a library for serial ports with natives of its own. None of its classes is loaded before a port is configured.
 *
 * <p>A trigger is a number that changes, not a signal that comes and goes: a program that writes all its outputs in each cycle
 * can say it as often as it likes, a lost one shows in the next, and nothing has to be put back. What it cannot tell is when it
 * changed while nobody looked; such a part gets CANNOT_JUDGE, for its picture might be another's. Verdicts that the box writes
 * go the way of all outputs, so that each is written at least once and in order; registers show the last one alone.
 */
@NullMarked
package dev.destseg.line.modbus;

import org.jspecify.annotations.NullMarked;
