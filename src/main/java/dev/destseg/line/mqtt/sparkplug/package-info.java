/**
 * Verdicts in the language of Sparkplug B (specification 3.0), for plants whose hosts speak it: the box is an edge node, each of its
 * stations a device, each verdict a DDATA.
 *
 * <p>Payloads by the classes that Eclipse Tahu publishes, generated of the specification's own protobuf; nothing else of Tahu is
 * used, since what holds here a session, its numbers and its order are a few lines upon the client of MQTT that is here.
 *
 * <p>Sparkplug wants data with quality of service 0, which no broker confirms, and "at least once" is promised here. So a verdict
 * counts as told when the broker has answered something that was sent after it by the same connection, and the primary host, if
 * one is configured, has not gone meanwhile. Types of metrics are repeated in data though they need not be: many a reader cannot
 * do without.
 *
 * <p>What was judged before the session began is historical ({@code is_historical}): hosts write it down, and do not
 * show it as what is now.
 */
@NullMarked
package dev.destseg.line.mqtt.sparkplug;

import org.jspecify.annotations.NullMarked;
