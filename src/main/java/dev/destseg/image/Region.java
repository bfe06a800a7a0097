package dev.destseg.image;

/**
 * A connected part of a thresholded anomaly map.
 *
 * @param box the smallest rectangle around it
 * @param area pixels
 * @param peak its highest score
 * @param centroidX mean column of its pixels, in pixels from the centre of the leftmost
 * @param centroidY mean row of its pixels, in pixels from the centre of the topmost
 */
public record Region(Box box, int area, float peak, double centroidX, double centroidY) {}
