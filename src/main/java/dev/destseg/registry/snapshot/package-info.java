/**
 * The images of a box in a registry: snapshots of its datasets, for whoever learns from those of all boxes. A layer for each
 * file, so that what an earlier snapshot brought is not sent again, and that no archive has to be unpacked; where a file goes
 * follows from what the snapshot says of it, and never from a name in the registry.
 */
@NullMarked
package dev.destseg.registry.snapshot;

import org.jspecify.annotations.NullMarked;
