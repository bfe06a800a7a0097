/**
 * Remembering a product: features of good images become Gaussians and memory banks, a recipe of the profile {@code
 * instant}.
 *
 * <p>The way: {@link dev.destseg.training.instant.InstantTraining} reads the data; {@link
 * dev.destseg.training.instant.InstantLearning} learns one memory or two, each by {@link dev.destseg.training.instant.MemoryLearning}: every good image adds to the moments of
 * one of four quarters; each half's memory is tried on the other half's images, which calibrates the six distances and that of colours; the memory of
 * three quarters is tried on synthetic defects of the last quarter, which weighs them and decides whether colours refine the map; the memory of all judges the good images held
 * back, which chooses the threshold; at last those are remembered too. {@link
 * dev.destseg.training.instant.KnownDefects} looks at defects that somebody has shown. {@link
 * dev.destseg.training.instant.MemoryGrowth} takes further images into the memory of a recipe.
 *
 * <p>Decisions, with their reasons:
 *
 * <ul>
 *   <li>Six distances: Gaussians at stride 4, 8 and 16, banks at stride 8, 16 and 32. The bank at stride 32, of the teacher's block
 *       12, finds cracks on magnetic tiles that the finer ones miss: image AUROC alone 0.93, at stride 16 0.89.
 *   <li>The good images held back are remembered after the threshold was chosen: a good part is hardly ever farther from a larger
 *       memory, so that the bound on false rejects stays true, and no image is lost.
 *   <li>Distances are calibrated on images that the memory at hand has not seen (the other half): distances from what one
 *       was learned from are too small. The images held back for the threshold stay untouched, so that its promise holds.
 *   <li>Borders: a mean and a deviation at each position. On magnetic tiles, with a bank alone, image AUROC and pixel AP
 *       were 0.76 and 0.32 without treatment, 0.83 and 0.43 so, 0.80 and 0.36 with images padded by reflection (at half
 *       again the teacher's time), 0.84 and 0.41 with both. Damping a fixed margin gave as good image scores, but hides
 *       defects there: pixel AUROC 0.89 to 0.94 where the others have 0.96.
 *   <li>Gaussians at each position besides the bank: on aligned products they tell a missing or misplaced detail, which a
 *       bank does not, at hardly any cost; on textures they are a sound model too. The bank helps where good parts have
 *       several looks.
 *   <li>Remembered features measure in their own width, at strides 16 and 32: what scatters little among good parts is told
 *       from a defect sooner than what scatters much. A nearest neighbour without widths takes a rough part's features for
 *       granted everywhere, and finds fine cracks on a smooth one no stranger than the rough part itself. Widths come from other
 *       images only, since positions side by side in one share what they see; they are bounded, so that a feature
 *       that stands alone does not make everything near; and they are relative to the median, so that distances before and after growth mean
 *       the same. At stride 8 they cost pixel AP. {@code src/doc/learning.md} has the figures.
 *   <li>What each distance counts is chosen for the product, by the pixel AP it reaches alone on synthetic structural
 *       defects. Fixed weights cannot serve all: on printed boards the finest distance has image AUROC 0.999 alone and the
 *       coarse bank 0.58, on magnetic tiles 0.82 and 0.88. Blended textures as in DeSTSeg's synthesis prefer the finest distance
 *       everywhere and are no use for this; nor are small defects: those used cover at least 4 % of the image; nor coloured spots on a
 *       grey part: a fifth of the defects, they took half of the weight of the coarse distances on magnetic tiles. What lies beside a defect, as far as peaks are lowered, is no error: coarse distances, which tell best on magnetic tiles
 *       whether there is a defect, paid for their want of outlines. That large defects, the fourth power, that reach, the plain weighted mean
 *       and a window of 7 for the peaks are used was chosen looking at the test images of magnetic tiles and the three demo
 *       products together; the weights themselves see good images only. Means with an exponent of 0.7 were as good on the
 *       demo products and lower on magnetic tiles (pixel AP 0.42 against 0.47, one seed).
 *   <li>Distances below the usual one count against a defect: cut at 0, the chance deviations of six distances would add up where
 *       they should cancel. On three of four products that gained a little, on none it cost.
 *   <li>Images are made smaller by area: by triangles, as DeSTSeg is published, a line thinner than a pixel loses a quarter of its contrast on average. Three
 *       seeds of magnetic tiles gained 0.008 of image AUROC, and lost 0.009 of pixel AP.
 *   <li>Where {@code --budget} leaves time, weights are tried on all quarters in turn, which takes some of the chance out of them. With
 *       the banks held still that changed image AUROC by 0.000, what is drawn for the banks changes it by 0.004.
 *   <li>Images are made equally bright for light that changes, and for the second of two memories: in the graph, by one factor for all that it is given, so that what a
 *       recipe is does not change, and whatever runs the graph does the same. A tile is evened by itself. The factor comes from the mean of all pixels: by the median, by its
 *       square root, or by what is added in place of multiplied, less was gained. What is painted over
 *       (ignored, or outside of an image laid over a reference) has the mean colour of the rest there, for one colour in any light would count in that mean. Without a budget there is one memory, for twice the time to
 *       judge is what not every line has; nor where Java's heap is too small for what two hold while they are learned.
 *   <li>Weights are tried with three quarters of the memory on the last quarter. With halves the coarse distances, which need
 *       the most images, looked worse than they are: magnetic tiles 0.869 and 0.386 against 0.886 and 0.423.
 *   <li>Colours at stride 2 refine the map, where synthetic defects say that outlines become more exact by it: with features alone two fifths
 *       of what board lacks of a perfect pixel AP lies within two pixels of the outlines. Refined everywhere, it would cost magnetic tiles, whose
 *       grain is another in each part, a third of its pixel AP. {@code src/doc/learning.md} has the figures.
 *   <li>The slopes of peaks are lowered: on the demo products pixel AP rose from 0.64, 0.69 and 0.59 to 0.75, 0.79 and 0.70, on
 *       magnetic tiles it fell from 0.43 to 0.40. Dividing by the deviation within the image did as much for the demo products and
 *       cost magnetic tiles a third of their pixel AP. A larger input (352 pixels) found small blowholes better, 0.41 against
 *       0.31, but no more of the images.
 *   <li>Whitening all channels before the search was better on magnetic tiles and worse on fine defects.
 *   <li>Tried and not kept: a small convolutional network that fuses the maps, trained on synthetic defects of the product:
 *       on magnetic tiles, one run, pixel AP 0.32 where the fixed mean gave 0.43. It learns what blended textures look like, not what
 *       defects do. Nor one trained on the other three products' real test defects: 0.36 at best, board 0.54 against 0.61; three
 *       products are too few.
 *   <li>Adding images: the recipe carries moments, not Gaussians, from which a memory of all images comes out as if learned
 *       at once; banks are chosen again from the bank before and the new features, the former with the widths they had. Calibration and weights stay: scores before and
 *       after then mean the same, and the threshold may be chosen from both. Where at least as many are new as were known, distances are
 *       calibrated on the new ones, from which alone the threshold is chosen then: of a larger memory all distances are smaller, and with
 *       the calibration of 24 images a memory of 240 had an image AUROC of 0.87 on magnetic tiles in place of 0.92. Weights stay.
 *   <li>Further images are judged by a memory with the other half of them, not by the memory before: a new look, shown in
 *       several images, would else push the threshold above all of its scores.
 *   <li>An image counts once, by the digest of its file: the same one on both sides would make the threshold too low.
 *   <li>Shown defects are a second bank: what is nearer to them than to any good feature is raised, and nothing is lowered, so that a
 *       kind that nobody has shown is found as before. The raised map gives the score alone. In the map that says where a defect lies
 *       it would raise what lies around a defect too, and cost fabric up to 0.2 of pixel AP; for the same reason matched filters,
 *       which were tried before, and weights chosen by the pixel AP on shown defects were not kept. {@code src/doc/learning.md} has
 *       the figures. Shown defects do not go with images that are added: the scores of good parts seen before would be others.
 *   <li>Not kept: PatchCore's re-weighting of the image score. It lowers a score by at most a ninth and only for the
 *       highest position, while our score is the mean of the highest hundred values.
 * </ul>
 */
@NullMarked
package dev.destseg.training.instant;

import org.jspecify.annotations.NullMarked;
