/**
 * An archive, which is a journal, a folder of images or a bucket of them, judged again by a recipe that judges nothing yet, and
 * what would have been said otherwise. It may take hours: what was judged is written down at once, and a second run goes on from
 * there.
 */
@NullMarked
package dev.destseg.inspection.rejudgement;

import org.jspecify.annotations.NullMarked;
