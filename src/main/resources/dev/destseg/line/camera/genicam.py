# Writes the pictures of a GenICam camera (GigE Vision, USB3 Vision) to standard output as pixmaps, by Aravis. It comes by
# standard input. Arguments: name of the camera as Aravis lists it, or '' for the first; width, height, rate, or 0.
import sys

try:
    import gi

    gi.require_version('Aravis', '0.8')
    from gi.repository import Aravis
except (ImportError, ValueError) as problem:
    sys.exit(f'Aravis is not installed for Python: {problem}; install gir1.2-aravis-0.8 and python3-gi')

FORMATS = {'RGB8': b'P6', 'Mono8': b'P5'}
BUFFERS = 4
SECOND = 1_000_000

name, width, height, rate = sys.argv[1], *map(int, sys.argv[2:5])
if name.startswith('Fake'):
    Aravis.enable_interface('Fake')
try:
    camera = Aravis.Camera.new(name or None)
    offered = camera.dup_available_pixel_formats_as_strings()
    pixels = next((each for each in FORMATS if each in offered), None)
    if pixels is None:
        sys.exit('the camera gives neither RGB8 nor Mono8, but ' + ', '.join(offered))
    camera.set_pixel_format_from_string(pixels)
    if width:
        camera.set_region(0, 0, width, height)
    if rate:
        camera.set_frame_rate(rate)
    stream = camera.create_stream(None, None)
    for _ in range(BUFFERS):
        stream.push_buffer(Aravis.Buffer.new_allocate(camera.get_payload()))
    camera.start_acquisition()
except Exception as problem:  # As Aravis says it.
    sys.exit(f'the camera {name or "(any)"} cannot be used: {getattr(problem, "message", problem)}')

output = sys.stdout.buffer
silent = 0
while silent < 5:
    buffer = stream.timeout_pop_buffer(SECOND)
    if buffer is None:
        silent += 1
        continue
    if buffer.get_status() == Aravis.BufferStatus.SUCCESS:
        silent = 0
        output.write(b'%s %d %d 255\n' % (FORMATS[pixels], buffer.get_image_width(), buffer.get_image_height()))
        output.write(buffer.get_data())
        output.flush()
    stream.push_buffer(buffer)
sys.exit('the camera has stopped sending')
