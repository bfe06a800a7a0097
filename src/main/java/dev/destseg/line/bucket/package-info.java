/**
 * Object storage that speaks S3, Amazon's or any other: images that messages name ({@code s3://bucket/key}), and archives that are
 * judged again.
 *
 * <p>Amazon's own client, whose way of trying again, signing and finding credentials every such storage is made for; with the HTTP
 * that Java has, and without the two other clients of HTTP that come with it, it weighs 9 MB. MinIO's client weighs as much with
 * what it needs; a small one of a single person would have been a hundredth of that, and ours to keep alive one day. None of its
 * classes is loaded before an object is asked for. Digests of ours are compared, not the storage's checksums: those that are not
 * Amazon's differ in which they know.
 *
 * <p>What is not there is told apart from what cannot be had now: the first will not change by waiting, the second will not
 * by going on.
 */
@NullMarked
package dev.destseg.line.bucket;

import org.jspecify.annotations.NullMarked;
