/**
 * Channels: which recipe a product is to be judged by, and on how many of the boxes. A channel is a tag whose manifest says
 * it all in its annotations, so that a box learns whether something has changed by one small request, and a roll-out is
 * halted by one push. Its number only grows, so that an old state that is played again is noticed.
 */
@NullMarked
package dev.destseg.registry.channel;

import org.jspecify.annotations.NullMarked;
