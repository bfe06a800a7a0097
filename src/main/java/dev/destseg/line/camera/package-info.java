/**
 * Cameras: what a program that knows the camera writes to its standard output, picture after picture as portable pixmaps
 * (binary PPM or PGM, 8 bits), is read here, and the newest picture is kept. ffmpeg speaks to network cameras, to USB cameras
 * through Video4Linux and plays videos; Aravis speaks to GenICam cameras; any other program that writes pixmaps is a camera too.
 *
 * <p>Decisions, and what else there was:
 *
 * <ul>
 *   <li>A program, not a library. Decoders of video and drivers of cameras crash, hang and read what comes over the network; in
 *       a process of their own they cannot end, block or take over what judges. They are updated with the system, cost no
 *       class and no native library where there is no camera, and the appliance need not ship codecs and their licences.
 *       OpenCV's build in the package has Video4Linux but neither its GStreamer nor timeouts that can be relied on; FFmpeg's
 *       natives for Java weigh some 25 MB a platform and would run within the process that judges.
 *   <li>Pixmaps, because every program can write them, a header of 15 bytes says all there is to say, and reading costs a copy and
 *       no decoding. JPEG would change what is judged. What is taken for a part is made a PNG, since the journal keeps it.
 *   <li>The newest picture wins: the pipe is read as fast as it is written and what nobody wants is overwritten, in two
 *       buffers, so that nothing grows and nothing gets old. A picture for a part must have been taken after the part's
 *       signal; the one before may show the part before.
 *   <li>A picture's time is when it came here, less the delay that is configured, for no clock of a camera says what time it is.
 *       What RTSP tells of it shows which pictures have waited on the way longer than others ({@code CameraClock}): a box that
 *       decodes more slowly than the camera sends, for a moment or always, would take those of parts before for new ones. ffmpeg
 *       prints it for each picture that its filters pass on, since it has no place in a pixmap; containers that hold both would
 *       have to be taken apart here, or hold back each picture until the next one comes. Motion JPEG over HTTP tells no time.
 *   <li>GenICam through Aravis' bindings for Python, by a page of script that goes to the interpreter by standard input: Debian
 *       packages those, and not Aravis' plugin for GStreamer.
 *   <li>Passwords go to the program by its standard input, within a list of addresses as ffmpeg's concat format has it, for
 *       command lines can be read by everybody on the machine.
 * </ul>
 */
@NullMarked
package dev.destseg.line.camera;

import org.jspecify.annotations.NullMarked;
