/**
 * What Linux tells of the machine that this runs on. A kernel package: inspection, training and monitoring all ask it.
 */
@NullMarked
package dev.destseg.machine;

import org.jspecify.annotations.NullMarked;
