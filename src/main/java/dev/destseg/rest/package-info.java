/**
 * The HTTP interface: inspections, products, recipes; errors as RFC 9457 says.
 */
@NullMarked
package dev.destseg.rest;

import org.jspecify.annotations.NullMarked;
