/**
 * A NodeSet as the OPC Foundation publishes it, made part of an address space, so that the types of a companion specification
 * are exactly the published ones. Read here and not by a library: Milo reads none at run time, and what a NodeSet of types
 * holds besides nodes and references are scalars, arguments and enumerations.
 */
@NullMarked
package dev.destseg.line.opcua.nodeset;

import org.jspecify.annotations.NullMarked;
