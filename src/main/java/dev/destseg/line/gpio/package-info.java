/**
 * Lines of a GPIO chip: a part's signal comes in, gates and lights go out.
 *
 * <p>Decisions, and what else there was:
 *
 * <ul>
 *   <li>Version 2 of the kernel's interface (Linux 5.10 and later), spoken by a page of Python, which needs nothing else: the kernel
 *       debounces, and numbers the edges of a line, so that those which it could not hand over are noticed. The programs of
 *       libgpiod were the other way: those of 1.6, which Debian 12, Ubuntu 22.04 and Raspberry Pi OS have, neither debounce nor
 *       change a line that they hold, and those of 2 have other options and tell no numbers. Java 17 cannot call the kernel
 *       without a native library, and JNA would be one more for a few calls.
 *   <li>A process of its own, that times pulses and lets go of all lines, inactive, when the appliance is gone: a gate that was
 *       opened is closed also when the box is killed.
 *   <li>Gates hear of verdicts when they are given and not through the outbox: what is told late would push another part. A
 *       verdict that comes too late for its gate is counted and moves nothing.
 * </ul>
 */
@NullMarked
package dev.destseg.line.gpio;

import org.jspecify.annotations.NullMarked;
