package dev.destseg.training;

import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.FloatTensor;

/**
 * What one step learns from.
 *
 * @param clean N x 3 x H x W
 * @param corrupted N x 3 x H x W, the clean images with synthetic anomalies
 * @param mask N x 1 x H / 4 x W / 4, 1 where an image is corrupted
 */
record Batch(ByteTensor clean, ByteTensor corrupted, FloatTensor mask) {}
