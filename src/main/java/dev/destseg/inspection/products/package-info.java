/**
 * The products of a box: which recipe judges each and which is compared with it, kept in the store of recipes, with every
 * change in the journal.
 */
@NullMarked
package dev.destseg.inspection.products;

import org.jspecify.annotations.NullMarked;
