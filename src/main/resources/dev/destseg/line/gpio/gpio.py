# Hears and drives lines of a GPIO chip, by version 2 of the kernel's interface for them (Linux 5.10 and later, linux/gpio.h).
# Needs nothing but Python. Arguments: the chip's device, then for each line
#   in:LINE:rising|falling|both:high|low:as-is|pull-up|pull-down|disabled:MICROSECONDS      what must not change for it to count
#   out:LINE:high|low
# where LINE is its number or its name, and high or low is what counts as active. Says 'ready', then 'edge LINE NUMBER' for each
# edge, where NUMBER is the kernel's count of edges of that line. Obeys 'set LINE 0|1' and 'pulse LINE DELAY WIDTH' in
# milliseconds, and lets go of all lines, inactive, when there is nobody left to say so.
import fcntl
import heapq
import os
import select
import struct
import sys
import time

ATTRIBUTES = 10
ATTRIBUTE = struct.Struct('=IIQ')
CONFIGURED = struct.Struct('=IIQQ')
REQUEST = struct.Struct('=64I32sQI5I%dsII5Ii' % (ATTRIBUTES * CONFIGURED.size))
LINE = struct.Struct('=32s32sIIQ%ds4I' % (ATTRIBUTES * ATTRIBUTE.size))
EVENT = struct.Struct('=QIIII6I')
VALUES = struct.Struct('=QQ')
CHIP = struct.Struct('=32s32sI')


def number(direction, nr, kind):
    return direction << 30 | kind.size << 16 | 0xB4 << 8 | nr


CHIP_INFO = number(2, 0x01, CHIP)
LINE_INFO = number(3, 0x05, LINE)
GET_LINE = number(3, 0x07, REQUEST)
SET_VALUES = number(3, 0x0F, VALUES)

ACTIVE_LOW, INPUT, OUTPUT, RISING, FALLING = (1 << bit for bit in (1, 2, 3, 4, 5))
EDGES = {'rising': RISING, 'falling': FALLING, 'both': RISING | FALLING}
BIASES = {'as-is': 0, 'pull-up': 1 << 8, 'pull-down': 1 << 9, 'disabled': 1 << 10}
OUTPUT_VALUES, DEBOUNCE = 2, 3


def offset(chip, line):
    if line.isdigit():
        return int(line)
    lines = CHIP.unpack(fcntl.ioctl(chip, CHIP_INFO, bytes(CHIP.size)))[2]
    for each in range(lines):
        told = fcntl.ioctl(chip, LINE_INFO, LINE.pack(b'', b'', each, 0, 0, b'', 0, 0, 0, 0))
        if told[:32].rstrip(b'\0').decode() == line:
            return each
    sys.exit(f'there is no line named {line} among its {lines}')


def request(chip, line, flags, attributes):
    configured = b''.join(CONFIGURED.pack(kind, 0, value, 1) for kind, value in attributes)
    asked = REQUEST.pack(offset(chip, line), *[0] * 63, b'destseg', flags, len(attributes), *[0] * 5, configured, 1, 0,
                         *[0] * 5, 0)
    try:
        return struct.unpack_from('=i', fcntl.ioctl(chip, GET_LINE, asked), REQUEST.size - 4)[0]
    except OSError as problem:
        sys.exit(f'the line {line} cannot be had: {problem.strerror}; see that nobody else uses it')


class Lines:
    def __init__(self, chip, wanted):
        self.inputs, self.outputs, self.due, self.until, self.begun = {}, {}, [], {}, 0
        for each in wanted:
            kind, line, *rest = each.split(':')
            if kind == 'in':
                edge, active, bias, microseconds = rest
                flags = INPUT | EDGES[edge] | BIASES[bias] | (ACTIVE_LOW if active == 'low' else 0)
                self.inputs[request(chip, line, flags, [(DEBOUNCE, int(microseconds))] if int(microseconds) else [])] = line
            else:
                flags = OUTPUT | (ACTIVE_LOW if rest[0] == 'low' else 0)
                self.outputs[line] = request(chip, line, flags, [(OUTPUT_VALUES, 0)])

    def set(self, line, value):
        fcntl.ioctl(self.outputs[line], SET_VALUES, VALUES.pack(value, 1))

    def obey(self, words):
        if words[0] == 'set':
            self.set(words[1], int(words[2]))
        else:
            self.plan(time.monotonic() + int(words[2]) / 1000, words[1], int(words[3]) / 1000)

    def plan(self, when, line, width):
        self.begun += 1
        heapq.heappush(self.due, (when, self.begun, line, width))

    def turn(self, when, _, line, width):
        """Begins a pulse of a width, or ends one with none; a pulse that begins within another goes on to its own end."""
        if width:
            self.set(line, 1)
            self.until[line] = max(self.until.get(line, 0), when + width)
            self.plan(when + width, line, 0)
        elif when >= self.until[line]:
            self.set(line, 0)

    def work(self):
        pending = b''
        while True:
            wait = max(0, self.due[0][0] - time.monotonic()) if self.due else None
            readable = select.select([0, *self.inputs], [], [], wait)[0]
            while self.due and self.due[0][0] <= time.monotonic():
                self.turn(*heapq.heappop(self.due))
            for descriptor in readable:
                if descriptor == 0:
                    said = os.read(0, 4096)
                    if not said:
                        return
                    *commands, pending = (pending + said).split(b'\n')
                    for command in commands:
                        self.obey(command.decode().split())
                else:
                    for event in EVENT.iter_unpack(os.read(descriptor, 16 * EVENT.size)):
                        print('edge', self.inputs[descriptor], event[4], flush=True)

    def rest(self):
        for line in self.outputs:
            self.set(line, 0)


if __name__ == '__main__':
    try:
        chip = os.open(sys.argv[1], os.O_RDWR | os.O_CLOEXEC)
        lines = Lines(chip, sys.argv[2:])
    except OSError as problem:
        sys.exit(f'the chip {sys.argv[1]} cannot be used: {problem.strerror}')
    print('ready', flush=True)
    try:
        lines.work()
    finally:
        lines.rest()
