/**
 * The box as a vision system of OPC 40100-1 (OPC UA for Machine Vision, part 1, version 1.0), for control systems.
 *
 * <p>Eclipse Milo is the library: the only server for Java that is kept, on the Netty that is here anyway, EPL-2.0. It brings
 * 7 MB of its own, nearly all of it OPC UA's own nodes and types, and 11 MB of Bouncy Castle for certificates. None of their
 * classes is loaded before a port is configured.
 *
 * <p>A station is a vision system, not the box: the specification's Start methods name no camera, and stations of a box
 * judge different products at the same time. A box without stations is one.
 *
 * <p>A vision system commands only what comes through it. Parts of a station whose triggers come by another way, and images
 * that are sent over HTTP or lie in a folder, are judged whatever a client of OPC UA thinks of it, so that Halt, Stop and the
 * Start methods of such a system are refused instead of pretending; its results, events and recipes are there all the same.
 */
@NullMarked
package dev.destseg.line.opcua;

import org.jspecify.annotations.NullMarked;
