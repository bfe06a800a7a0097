/**
 * The journal: every inspection with its image and map, what operators say of it, and every change of the box. What was
 * appended is on disk when the call returns.
 */
@NullMarked
package dev.destseg.inspection.journal;

import org.jspecify.annotations.NullMarked;
