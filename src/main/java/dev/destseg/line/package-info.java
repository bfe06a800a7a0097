/**
 * Where the line meets the box: watched folders, and those who are told of verdicts. They are here and not in {@code
 * inspection}, which is asked and does not know by whom; cameras will stand beside them. Packages within know each other by
 * {@code output} only; what is configured is put together here.
 */
@NullMarked
package dev.destseg.line;

import org.jspecify.annotations.NullMarked;
