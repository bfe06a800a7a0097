/**
 * The three networks of DeSTSeg, their profiles and the import of published weights.
 */
@NullMarked
package dev.destseg.network;

import org.jspecify.annotations.NullMarked;
