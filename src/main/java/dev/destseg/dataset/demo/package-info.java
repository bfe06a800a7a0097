/**
 * Demo products: drawn pictures of good and defective parts with exact masks, so that everything can be shown without
 * anybody's data.
 */
@NullMarked
package dev.destseg.dataset.demo;

import org.jspecify.annotations.NullMarked;
