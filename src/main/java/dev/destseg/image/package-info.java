/**
 * Pictures: decoding, resizing, masks, what networks see of an image, connected regions, overlays. The only user of OpenCV.
 *
 * <p>Large images, with the reasons:
 *
 * <ul>
 *   <li>A recipe names the size that an image is judged at, and tiles of the size that the networks take: a tile is part of a recipe
 *       and not of a moment, so that maps, scores and thresholds mean the same when learned, evaluated and judged, whatever
 *       camera the image came from.
 *   <li>Tiles are spread evenly instead of hanging over the border: nothing has to be made up there.
 *   <li>The border of a tile is not that of a part. Networks pad it with zeros and judge worst there, so that a tile counts the
 *       less the nearer a pixel is to a border it shares with a neighbour. On cloth, 160 x 160 pixels in tiles of 64 with an overlap of 8
 *       against 32, maps differ by 0.010 (root mean square), and by 0.012 where the outer quarter of an overlap counts nothing.
 *   <li>The score stays the mean of as many values as one tile has it of. A share of all pixels would hide a small defect in a large
 *       image, and a score per tile would depend on where tiles end.
 *   <li>What is ignored is painted over before the networks see it, since they look around a pixel: a label that changes would else
 *       be seen beside its mask, too.
 *   <li>Registration: angles are tried one by one with phase correlation, and the best refined by the enhanced correlation
 *       coefficient. {@code scripts/bench registration} has the figures, beside ORB with RANSAC.
 *   <li>An image is resized before it is laid over the reference: what is interpolated has the size that is judged, which holds
 *       for 20 megapixels, too.
 * </ul>
 */
@NullMarked
package dev.destseg.image;

import org.jspecify.annotations.NullMarked;
