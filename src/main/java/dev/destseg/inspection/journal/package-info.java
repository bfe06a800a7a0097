/**
 * The journal: every inspection with its image and map, what operators say of it, and every change of the box. What was
 * appended is on disk when the call returns.
 *
 * <p>The database does not keep the size that it once had: after a sweep, pages without rows are given back, a mebibyte at a
 * time between the appends ({@code auto_vacuum = INCREMENTAL}). {@code FULL} would move pages at every commit, and
 * {@code VACUUM} needs as much free disk as the database takes and lets nobody write meanwhile. A database that was begun
 * before this keeps its size and uses its free pages again.
 *
 * <p>What outputs are to be told stands in the same database ({@link dev.destseg.inspection.journal.VerdictOutbox}), for only
 * one transaction makes sure that no verdict is kept and not told, or told and not kept. One row serves all outputs, each of
 * which has a position of its own. A row holds the whole message: the inspection may be deleted while a receiver is away, and
 * a newer version must not tell otherwise what an older one has judged.
 */
@NullMarked
package dev.destseg.inspection.journal;

import org.jspecify.annotations.NullMarked;
