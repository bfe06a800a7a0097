/**
 * Where the line meets the box: cameras and watched folders, signals of machines, and those who are told of verdicts. They are
 * here and not in {@code inspection}, which is asked and does not know by whom. Packages within know each other by {@code
 * output}, {@code source} and {@code trigger}, and {@code presence} looks through a {@code camera}; what is configured is put
 * together here.
 */
@NullMarked
package dev.destseg.line;

import org.jspecify.annotations.NullMarked;
