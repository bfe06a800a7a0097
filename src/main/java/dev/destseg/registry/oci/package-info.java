/**
 * The protocol of OCI registries, as much of it as recipes need: over the HTTP client of Java.
 *
 * <p>Looked at before: oras-java-sdk 0.7.0, which resolves and reads manifests well, but resumes no download, asks no
 * registry whether something has changed, bounds neither sizes nor bandwidth, and follows redirects; what is left of it
 * then is less than its dependencies weigh.
 */
@NullMarked
package dev.destseg.registry.oci;

import org.jspecify.annotations.NullMarked;
