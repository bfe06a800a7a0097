/**
 * The configuration of a box: the settings of the adapters, which may not know each other, and the check of everybody's
 * settings before the appliance is started with them. {@code edge-config/application.yaml} documents all keys, and a test
 * compares the two.
 */
@NullMarked
package dev.destseg.configuration;

import org.jspecify.annotations.NullMarked;
