/**
 * Files that only this box can read: sealed with a key that lies elsewhere.
 *
 * <p>The format is the streaming encryption of Tink, AES256_GCM_HKDF_1MB, with the cryptography of Java: a published format
 * with published proofs (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015), read a mebibyte at
 * a time, of which nothing is believed before it is authentic. AES-GCM over a whole file was not taken: the cipher of Java
 * gives nothing out before it has held all of it. Tink itself was not taken: a format of a hundred lines would bring its
 * own copies of Protocol Buffers and Gson onto the box; a test holds both against each other.
 */
@NullMarked
package dev.destseg.recipe.seal;

import org.jspecify.annotations.NullMarked;
