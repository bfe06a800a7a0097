/**
 * Who may do what: roles, and the tokens that carry them. A token is 256 random bits, so that nobody can guess it, and
 * there is nothing to be gained by making its digest slow: plain SHA-256 is kept, and the token itself is nowhere. The
 * tokens lie in one file of the data directory. While there is no such file, everything is open on this machine's own
 * loopback; once there is, nothing is done without a token, even when the last has been revoked.
 */
@NullMarked
package dev.destseg.access;

import org.jspecify.annotations.NullMarked;
