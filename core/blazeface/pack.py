#!/usr/bin/env python3
"""Writes weights.f16: the numbers of BlazeFace's short-range model, in the order in which src/ reads them.

    npm pack @mediapipe/face_detection@0.4.1657300184
    tar xzf mediapipe-face_detection-*.tgz package/face_detection_short_range.tflite
    core/blazeface/pack.py package/face_detection_short_range.tflite

Nothing is computed: 16-bit floats stay as they are. Each kernel is laid out so that outputs lie beside
each other, and of what the heads say of a face its box is kept and its landmarks are left out.
"""
import hashlib
import pathlib
import struct
import sys

SHA256 = "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633"
DEQUANTIZE, CONV, DEPTHWISE = 6, 3, 4
FLOAT16 = 1
# Of the 16 numbers about a face, the first four are its box.
ABOUT_A_FACE, OF_ITS_BOX = 16, 4


class Table:
    """A table of a flatbuffer."""

    def __init__(self, data, at):
        self.data, self.at = data, at

    def number(self, form, at):
        return struct.unpack_from("<" + form, self.data, at)[0]

    def field(self, index):
        table = self.at - self.number("i", self.at)
        if 4 + 2 * index >= self.number("H", table):
            return None
        offset = self.number("H", table + 4 + 2 * index)
        return self.at + offset if offset else None

    def value(self, index, form):
        at = self.field(index)
        return 0 if at is None else self.number(form, at)

    def items(self, index):
        """Where the items of a vector begin, and how many there are."""
        at = self.field(index)
        if at is None:
            return 0, 0
        at += self.number("I", at)
        return at + 4, self.number("I", at)

    def tables(self, index):
        at, count = self.items(index)
        places = range(at, at + 4 * count, 4)
        return [Table(self.data, place + self.number("I", place)) for place in places]

    def integers(self, index):
        at, count = self.items(index)
        return list(struct.unpack_from(f"<{count}i", self.data, at))


def layers(data):
    """Kernel and bias of each convolution in the order of the graph: (operator, shape, halves, bias)."""
    model = Table(data, struct.unpack_from("<I", data, 0)[0])
    codes = [max(code.value(0, "b"), code.value(3, "i")) for code in model.tables(1)]
    graph, buffers = model.tables(2)[0], model.tables(4)
    tensors = graph.tables(0)

    def halves(index):
        tensor = tensors[index]
        at, length = buffers[tensor.value(2, "I")].items(0)
        assert tensor.value(1, "b") == FLOAT16
        return tensor.integers(0), [data[place:place + 2] for place in range(at, at + length, 2)]

    source = {}
    for operator in graph.tables(3):
        code = codes[operator.value(0, "I")]
        inputs, outputs = operator.integers(1), operator.integers(2)
        if code == DEQUANTIZE:
            source[outputs[0]] = inputs[0]
        elif code in (CONV, DEPTHWISE):
            shape, kernel = halves(source[inputs[1]])
            yield code, shape, kernel, halves(source[inputs[2]])[1]


def outputs_beside_each_other(shape, kernel):
    outputs, inputs = shape[0], len(kernel) // shape[0]
    return [kernel[output * inputs + place] for place in range(inputs) for output in range(outputs)]


def head(scores, boxes):
    """Score and box of each anchor as one layer."""
    (_, shape, score_kernel, score_bias), (_, _, box_kernel, box_bias) = scores, boxes
    anchors, inputs = shape[0], shape[3]
    rows, bias = [], []
    for anchor in range(anchors):
        rows.append(score_kernel[anchor * inputs:][:inputs])
        bias.append(score_bias[anchor])
        for number in range(anchor * ABOUT_A_FACE, anchor * ABOUT_A_FACE + OF_ITS_BOX):
            rows.append(box_kernel[number * inputs:][:inputs])
            bias.append(box_bias[number])
    return [row[place] for place in range(inputs) for row in rows] + bias


def main():
    data = pathlib.Path(sys.argv[1]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256, "this is another model"
    found = list(layers(data))
    packed = []
    for code, shape, kernel, bias in found[:-4]:
        packed += kernel if code == DEPTHWISE else outputs_beside_each_other(shape, kernel)
        packed += bias
    near_scores, far_scores, near_boxes, far_boxes = found[-4:]
    packed += head(near_scores, near_boxes) + head(far_scores, far_boxes)
    whole = b"".join(packed)
    pathlib.Path(__file__).with_name("weights.f16").write_bytes(whole)
    print(f"{len(whole)} bytes, SHA-256 {hashlib.sha256(whole).hexdigest()}")


main()
