/**
 * Signals of the machine that a part is there, each with a number that its counter gives. What the numbers show to be missing
 * is answered too: a part whose signal was lost gets CANNOT_JUDGE, never nothing.
 *
 * <p>Signals that were lost while the box was away are not asked for again: their parts are gone, and a picture that is taken
 * now shows another one. The numbers tell of them as soon as the next one comes. Machines that cannot count have the box
 * count; then a signal that is lost is not noticed.
 */
@NullMarked
package dev.destseg.line.trigger;

import org.jspecify.annotations.NullMarked;
