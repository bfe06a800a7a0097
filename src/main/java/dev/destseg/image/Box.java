package dev.destseg.image;

/**
 * A rectangle of pixels.
 *
 * @param x leftmost column
 * @param y topmost row
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record Box(int x, int y, int width, int height) {}
